// A client as any game developer writes it: ours for signing in, the plain Colyseus SDK, and nothing of the server's code.

import type { Client, Room } from '@colyseus/sdk';
import { Arbiter } from '../src/client/arbiter.ts';

export interface Player {
  readonly playerId: string;
  readonly name: string;
  readonly sdk: Client;
}

/** What a room says of itself (docs/protocol.md). */
export interface MatchInfo {
  readonly matchId: string;
  readonly rated: boolean;
  readonly phase: 'waiting' | 'live' | 'over';
  readonly tick: number;
  readonly seat: number | null;
  readonly seats: readonly {
    readonly playerId: string;
    readonly name: string;
    readonly bot: boolean;
    readonly connected: boolean;
  }[];
}

export interface MatchEnd {
  readonly outcome: { readonly ranks: readonly number[]; readonly reason: string } | null;
  readonly reason: string;
  readonly tick: number;
}

/** The HTTP address of an endpoint that may be given as ws:// or wss://. */
export const httpEndpoint = (endpoint: string): string => endpoint.replace(/^ws/, 'http').replace(/\/$/, '');

/** Signs a guest in; the SDK carries a token that counts into every room, for as long as the process lives. */
export async function signIn(endpoint: string, name?: string): Promise<Player> {
  const arbiter = new Arbiter(endpoint);
  const tokens = await arbiter.signInAsGuest(name);
  // A server that is gone by then has no rooms to join either.
  setInterval(() => void arbiter.session.token().catch(() => undefined), 30_000).unref();
  return { playerId: tokens.playerId, name: tokens.name, sdk: arbiter.sdk };
}

export async function getJson<T>(endpoint: string, path: string): Promise<T> {
  const response = await fetch(`${endpoint}/api/v1${path}`);
  if (!response.ok) throw new Error(`GET ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** A room with what it has said so far; messages that came before anyone asked are not lost. */
export class Table {
  readonly room: Room;
  info: MatchInfo | undefined;
  end: MatchEnd | undefined;
  #waiting: { readonly done: () => boolean; readonly resolve: () => void }[] = [];

  constructor(room: Room) {
    this.room = room;
    room.onMessage<MatchInfo>('match', (info) => this.#heard(() => (this.info = info)));
    room.onMessage<MatchEnd>('end', (end) => this.#heard(() => (this.end = end)));
    room.onMessage('seat', () => undefined);
  }

  /** The seat of this client; resolves when the match has begun. */
  async begun(): Promise<number> {
    await this.#until(() => this.info?.phase === 'live');
    return this.info?.seat ?? -1;
  }

  async ended(): Promise<MatchEnd> {
    await this.#until(() => this.end !== undefined);
    return this.end!;
  }

  /** Undefined when the action was done, else the reason for which it was refused. */
  async act(action: unknown): Promise<string | undefined> {
    try {
      await this.room.request('action', action);
      return undefined;
    } catch (error) {
      const { reason } = error as { reason?: { reason?: string } };
      if (reason?.reason === undefined) throw error;
      return reason.reason;
    }
  }

  #heard(note: () => void): void {
    note();
    this.#waiting = this.#waiting.filter(({ done, resolve }) => {
      if (!done()) return true;
      resolve();
      return false;
    });
  }

  async #until(done: () => boolean): Promise<void> {
    if (done()) return;
    await new Promise<void>((resolve) => this.#waiting.push({ done, resolve }));
  }
}

/** A spectator of a running match, among all the others who watch it. */
export async function watchMatch(sdk: Client, matchId: string): Promise<Table> {
  const table = new Table(await sdk.joinOrCreate('watch', { matchId }));
  table.room.onMessage('*', () => undefined);
  return table;
}

/** Two players at a table of their own, `white` on seat 0. */
export async function privateMatch(white: Player, black: Player, mode: string): Promise<[Table, Table]> {
  const first = new Table(await white.sdk.create('chess', { mode, private: true, seat: 0 }));
  const second = new Table(await black.sdk.joinById(first.room.roomId, {}));
  await Promise.all([first.begun(), second.begun()]);
  return [first, second];
}
