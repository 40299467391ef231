// Who a client is: the tokens of its session, kept fresh for as long as it asks, and where they outlive it.

/** What signing in answers with (docs/accounts.md). */
export interface Tokens {
  readonly playerId: string;
  readonly name: string;
  readonly token: string;
  /** ISO 8601, by the server's clock; in a session by the client's own (see `received`). */
  readonly expiresAt: string;
  readonly refreshToken: string;
}

/** Where a session is kept between visits. */
export interface TokenStore {
  load(): Tokens | undefined;
  /** Undefined: there is none any more. */
  save(tokens: Tokens | undefined): void;
  /** Calls back when somebody else has saved, as another tab may. */
  onChange?(listener: () => void): void;
}

/** Until the process, or the page, is gone. */
export function inMemory(): TokenStore {
  let kept: Tokens | undefined;
  return { load: () => kept, save: (tokens) => void (kept = tokens) };
}

/** In a browser, for the next visit, and for every tab; where the browser keeps nothing for the page, in memory. */
export function inLocalStorage(key = 'arbiter'): TokenStore {
  const unkept = inMemory();
  return {
    load() {
      try {
        return unkept.load() ?? tokensOf(JSON.parse(localStorage.getItem(key) ?? 'null'));
      } catch {
        return undefined;
      }
    },
    save(tokens) {
      unkept.save(undefined);
      try {
        if (tokens) localStorage.setItem(key, JSON.stringify(tokens));
        else localStorage.removeItem(key);
      } catch {
        unkept.save(tokens);
      }
    },
    onChange(listener) {
      // Node, which compiles this, too, has no such event.
      const page = globalThis as unknown as EventTarget;
      page.addEventListener('storage', (event) => (event as Event & { key?: string }).key === key && listener());
    },
  };
}

/** Undefined for what is none: anybody can write there. */
function tokensOf(value: unknown): Tokens | undefined {
  const { playerId, token, expiresAt, refreshToken } = (value ?? {}) as Partial<Tokens>;
  const isComplete = [playerId, token, expiresAt, refreshToken].every((field) => typeof field === 'string');
  return isComplete ? (value as Tokens) : undefined;
}

/** Tokens that the server has just sent, with `expiresAt` by the client's own clock, which may be wrong by hours. */
export function received(tokens: Tokens): Tokens {
  const lifeMs = lifetimeMs(tokens.token);
  return lifeMs === undefined ? tokens : { ...tokens, expiresAt: new Date(Date.now() + lifeMs).toISOString() };
}

/** From when to when an access token counts is in it (RFC 7519); undefined where it is not. */
function lifetimeMs(token: string): number | undefined {
  try {
    const claims = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const { iat, exp } = JSON.parse(claims) as { iat?: number; exp?: number };
    return iat === undefined || exp === undefined ? undefined : (exp - iat) * 1000;
  } catch {
    return undefined;
  }
}

/** A token that has less than this left is not worth showing. */
const freshMs = 60_000;

/** For a refresh, which goes on: a refresh token that has been sent must not be given up. */
const patienceMs = 3_000;
const patience = (): Promise<unknown> =>
  new Promise((resolve) => AbortSignal.timeout(patienceMs).addEventListener('abort', resolve));

/** One that has more left than it ever had is of before the clock was set. */
function isFresh({ token, expiresAt }: Tokens): boolean {
  const leftMs = Date.parse(expiresAt) - Date.now();
  return leftMs >= freshMs && leftMs <= (lifetimeMs(token) ?? Infinity);
}

export class Session {
  #store: TokenStore;
  /** Undefined: the server says that the session is over. */
  #renew: (refreshToken: string) => Promise<Tokens | undefined>;
  #renewing: Promise<void> | undefined;
  #listeners = new Set<(tokens: Tokens | undefined) => void>();

  constructor(store: TokenStore, renew: (refreshToken: string) => Promise<Tokens | undefined>) {
    this.#store = store;
    this.#renew = renew;
    store.onChange?.(() => this.#tell());
  }

  /** Who is signed in; undefined when nobody is. */
  get tokens(): Tokens | undefined {
    return this.#store.load();
  }

  /** Replaces the session. */
  set(tokens: Tokens | undefined): void {
    this.#store.save(tokens);
    this.#tell();
  }

  /** Calls back whenever the session is replaced or over; returns how to stop that. */
  onChange(listener: (tokens: Tokens | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An access token that has a while to go, as far as it could be refreshed; undefined when nobody is signed in. */
  async token(): Promise<string | undefined> {
    const { tokens } = this;
    // Whether the one that there is still counts is for the server to say, and much needs none.
    if (tokens && !isFresh(tokens)) await Promise.race([this.refresh().catch(() => undefined), patience()]);
    return this.tokens?.token;
  }

  /** Many may ask at the same time: a refresh token counts once. */
  async refresh(): Promise<void> {
    this.#renewing ??= this.#refreshOnce().finally(() => (this.#renewing = undefined));
    await this.#renewing;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.tokens);
  }

  async #refreshOnce(): Promise<void> {
    const { tokens } = this;
    if (!tokens) return;
    const isSame = (): boolean => this.tokens?.refreshToken === tokens.refreshToken;
    const renewed = await this.#renew(tokens.refreshToken).catch((error: unknown) => {
      if (isSame()) throw error;
      return undefined;
    });
    // Who has signed in or out meanwhile, or registered, here or in another tab, stays so.
    if (isSame()) this.set(renewed);
    else this.#tell();
  }
}
