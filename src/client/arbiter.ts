// A game client in one object: signs in and stays so, asks the HTTP API with its types, joins rooms, queues, and hears
// what is the player's. Over the plain Colyseus SDK; for browsers and Node.

import { Client, type Room } from '@colyseus/sdk';
import createApi, { type Client as TypedFetch } from 'openapi-fetch';
import type { Push } from '../queues/pushes.ts';
import type { components, paths } from './generated/api.ts';
import { Me } from './me.ts';
import { letPushesIn, type PushRegistration, type SubscriptionBody } from './push.ts';
import { inMemory, received, Session, type TokenStore, type Tokens } from './session.ts';

/** An error of the HTTP API (RFC 9457): decide by `type`, show `detail`. */
export type ProblemDocument = components['schemas']['Problem'] & {
  readonly type: components['schemas']['ProblemType'];
};

export class ApiError extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** For who would rather catch an error than look at it: the answer's `data`. Throws ApiError where there is a problem. */
export function answerOf<T>({ data, error }: { data?: T; error?: ProblemDocument }): T {
  if (error) throw new ApiError(error);
  return data as T;
}

export interface ArbiterOptions {
  /** Where the session is kept; in memory unless told otherwise. */
  readonly store?: TokenStore;
}

/** What the queue is asked for (docs/matchmaking.md). */
export interface QueueWishes {
  readonly modes?: 'any' | readonly string[];
  /** Round trips in ms, by region. */
  readonly regions?: Readonly<Record<string, number>>;
  readonly bots?: boolean;
  readonly party?: boolean;
  /** Gives the place up. */
  readonly signal?: AbortSignal;
  /** How it stands, now and then. */
  readonly onStatus?: (status: unknown) => void;
}

export class Arbiter {
  /** The HTTP API; a path and its shapes are those of /api/docs. `data` is the answer, `error` a problem document. */
  readonly api: TypedFetch<paths>;
  readonly session: Session;
  /** The Colyseus SDK, for what has no method here; call `fresh` before a join of your own. */
  readonly sdk: Client;
  #endpoint: string;
  #me = new Me(() => this.#joinMe());
  #playerId: string | undefined;

  /** `endpoint` is the server's address, as http(s):// or ws(s)://. */
  constructor(endpoint: string, { store = inMemory() }: ArbiterOptions = {}) {
    this.#endpoint = endpoint.replace(/^ws/, 'http').replace(/\/$/, '');
    this.sdk = new Client(this.#endpoint);
    this.session = new Session(store, (refreshToken) => this.#renew(refreshToken));
    this.session.onChange((tokens) => this.#carry(tokens));
    this.#carry(this.session.tokens);
    this.api = createApi<paths>({ baseUrl: `${this.#endpoint}/api/v1`, fetch: (request) => this.#ask(request) });
  }

  /** Makes a new player, who can register later and stays the same. */
  async signInAsGuest(name?: string): Promise<Tokens> {
    return this.#signIn(await this.api.POST('/auth/guest', { body: name === undefined ? {} : { name } }));
  }

  async signIn(email: string, password: string): Promise<Tokens> {
    return this.#signIn(await this.api.POST('/auth/login', { body: { email, password } }));
  }

  /** A guest who is signed in keeps what was won: the account is for that player. */
  async register(account: { email: string; password: string; name?: string }): Promise<Tokens> {
    return this.#signIn(await this.api.POST('/auth/register', { body: account }));
  }

  /** Ends the session, here and on the server. */
  async signOut({ everywhere = false } = {}): Promise<void> {
    if (this.session.tokens) await this.api.POST('/auth/logout', { body: { everywhere } });
    const left = this.#me.leave();
    this.session.set(undefined);
    await left;
  }

  /** Makes sure that the SDK's next join shows a token that counts. */
  async fresh(): Promise<Client> {
    await this.session.token();
    return this.sdk;
  }

  /** A seat in a match of this game: one that waits for players, or a new one. */
  async play(game: string, wishes: { mode?: string } = {}): Promise<Room> {
    return (await this.fresh()).joinOrCreate(game, wishes);
  }

  /** A match by invitation: give its `roomId` to a friend, or ask for bots. */
  async invite(game: string, wishes: { mode?: string; seat?: number; bots?: number } = {}): Promise<Room> {
    return (await this.fresh()).create(game, { ...wishes, private: true });
  }

  /** A match by its id: a friend's, or one's own again, in the seat that was left. */
  async join(matchId: string): Promise<Room> {
    return (await this.fresh()).joinById(matchId, {});
  }

  /** Watches a match, running or over; with `own` in a room of one's own, in which one can pause and seek. */
  async watch(matchId: string, wishes: { own?: boolean; at?: number; link?: string } = {}): Promise<Room> {
    return (await this.fresh()).joinOrCreate('watch', { matchId, ...wishes });
  }

  /** Waits for opponents of one's strength, and resolves to the match, in one's seat. Rejects when the place is lost. */
  async queue(game: string, { signal, onStatus, ...wishes }: QueueWishes = {}): Promise<Room> {
    signal?.throwIfAborted();
    const queue = await (await this.fresh()).joinOrCreate('queue', { game, ...wishes });
    try {
      signal?.throwIfAborted();
      const sit = await new Promise<() => Promise<Room>>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        queue.onMessage<{ seat: Seat }>('found', ({ seat }) => resolve(() => this.sdk.consumeSeatReservation(seat)));
        queue.onMessage<{ state: string; matchId: string }>('status', (status) => {
          onStatus?.(status);
          // Another connection of the player has taken the seat: this one takes it over.
          if (status.state === 'playing') resolve(() => this.join(status.matchId));
        });
        queue.onMessage('cancelled', () => undefined);
        queue.onLeave((code, reason) => reject(new Error(`the queue was left: ${reason ?? code}`)));
      });
      return await sit();
    } finally {
      // Not waited for: meanwhile the room would tell of the match, and nobody would be listening yet.
      void queue.leave().catch(() => undefined);
    }
  }

  /**
   * Calls back when this happens to the player, on whichever server, until the player signs out; returns how to stop that
   * before. What happens while there is no connection is not told later: see GET /notifications.
   */
  async on<Type extends Push['type']>(
    type: Type,
    listener: (push: Extract<Push, { type: Type }>) => void,
  ): Promise<() => void> {
    return this.#me.on(type, listener);
  }

  /**
   * Has the browser told what happens to the player while it is not connected, until the player signs out: its service
   * worker gets a `push` with a notification (docs/social.md). Rejects where the user does not let it.
   */
  async subscribeToPush(registration: PushRegistration): Promise<{ id: string; stop: () => Promise<void> }> {
    const { publicKey } = answerOf(await this.api.GET('/push'));
    const subscription = await letPushesIn(registration, publicKey);
    const body = subscription.toJSON() as SubscriptionBody;
    const { id } = answerOf(await this.api.POST('/push/subscriptions', { body }));
    const stop = async (): Promise<void> => {
      await subscription.unsubscribe();
      await this.api.DELETE('/push/subscriptions/{id}', { params: { path: { id } } });
    };
    return { id, stop };
  }

  async #joinMe(): Promise<Room> {
    return (await this.fresh()).joinOrCreate('me');
  }

  #carry(tokens: Tokens | undefined): void {
    if (tokens?.playerId !== this.#playerId) void this.#me.leave();
    this.#playerId = tokens?.playerId;
    // The SDK takes null for "nobody", and its types do not.
    this.sdk.auth.token = (tokens?.token ?? null) as string;
  }

  #signIn(answer: { data?: Tokens; error?: ProblemDocument }): Tokens {
    const tokens = received(answerOf(answer));
    this.session.set(tokens);
    return tokens;
  }

  /** Shows the token, and asks once more where it has turned out not to count any more. */
  async #ask(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (path.endsWith('/auth/refresh') || path.endsWith('/auth/login')) return fetch(request);
    const again = request.clone();
    const response = await fetch(withToken(request, await this.session.token()));
    if (response.status !== 401 || !this.session.tokens) return response;
    await this.session.refresh();
    return fetch(withToken(again, this.session.tokens?.token));
  }

  async #renew(refreshToken: string): Promise<Tokens | undefined> {
    const { data, error } = await this.api.POST('/auth/refresh', { body: { refreshToken } });
    if (data) return received(data);
    if (error.status === 401) return undefined;
    throw new ApiError(error);
  }
}

type Seat = Parameters<Client['consumeSeatReservation']>[0];

function withToken(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}
