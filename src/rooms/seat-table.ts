// Who sits where in a room: players take seats, keep them through lost connections, and come back to them.

import { randomInt } from 'node:crypto';
import type { Seat } from '../games/kit/index.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { BotPlayer } from '../services/bots.ts';

interface Sitter {
  readonly playerId: string;
  readonly name: string;
  readonly bot: boolean;
  /** The Colyseus session that plays the seat now; it survives a reconnection. A bot's is empty. */
  sessionId: string;
  connected: boolean;
  /** It left for good. */
  gone: boolean;
  /** The seat asked for by whoever set up a private match. */
  readonly wanted: Seat | undefined;
}

export class SeatTable {
  /** Seats for people. */
  readonly places: number;
  readonly bots: readonly BotPlayer[];
  #sitters: Sitter[] = [];
  #dealt = false;

  /** `bots` sit down when everyone else does. */
  constructor(size: number, bots: readonly BotPlayer[]) {
    this.places = size - bots.length;
    this.bots = bots;
  }

  /** Whether everyone who is expected sits. */
  get full(): boolean {
    return this.#sitters.length >= this.places;
  }

  /** Whether the match has begun: from then on seats have their numbers, and nobody stands up. */
  get dealt(): boolean {
    return this.#dealt;
  }

  /** In the order of seats, once they are dealt. */
  get sitters(): readonly Readonly<Sitter>[] {
    return this.#sitters;
  }

  /** Seats that bots play, once they are dealt. */
  get botSeats(): Seat[] {
    return [...this.#sitters.entries()].filter(([, { bot }]) => bot).map(([seat]) => seat);
  }

  /** The seat that a session plays, or undefined for a spectator. */
  seatOf(sessionId: string): Seat | undefined {
    const seat = this.#sitters.findIndex((sitter) => sitter.sessionId === sessionId);
    return seat < 0 ? undefined : seat;
  }

  byPlayer(playerId: string): Readonly<Sitter> | undefined {
    return this.#sitters.find((sitter) => sitter.playerId === playerId);
  }

  /** Throws when there is no seat left: callers look at `full` first. */
  sit({ playerId, name }: Identity, sessionId: string, wanted?: Seat): void {
    if (this.full) throw new Error('every seat is taken');
    this.#sitters.push({ playerId, name, bot: false, sessionId, connected: true, gone: false, wanted });
  }

  /** Frees a seat; only before the match begins. */
  stand(sessionId: string): void {
    this.#sitters = this.#sitters.filter((sitter) => sitter.sessionId !== sessionId);
  }

  /** A seat's player is gone for good. Returns the bots' seats where no person is left: they don't play on among themselves. */
  leave(seat: Seat): readonly Seat[] {
    this.#sitters[seat]!.gone = true;
    return this.#sitters.every(({ bot, gone }) => bot || gone) ? this.botSeats : [];
  }

  /** Another session plays this seat from now on; returns the seat. */
  handOver(fromSessionId: string, toSessionId: string): Seat {
    const seat = this.#sitters.findIndex(({ sessionId }) => sessionId === fromSessionId);
    this.#sitters[seat]!.sessionId = toSessionId;
    return seat;
  }

  /** False when it was so already. */
  setConnected(seat: Seat, connected: boolean): boolean {
    const sitter = this.#sitters[seat]!;
    const changed = sitter.connected !== connected;
    sitter.connected = connected;
    return changed;
  }

  /** Deals the seats as the match begins: first to who asked for one, the rest by lot. */
  deal(): void {
    const asBot = { bot: true, sessionId: '', connected: true, gone: false, wanted: undefined };
    const sitters = [...this.#sitters, ...this.bots.map((player) => ({ ...player, ...asBot }))];
    const dealt: (Sitter | undefined)[] = sitters.map(() => undefined);
    const others: Sitter[] = [];
    for (const sitter of sitters) {
      const { wanted } = sitter;
      if (wanted !== undefined && wanted < dealt.length && !dealt[wanted]) dealt[wanted] = sitter;
      else others.push(sitter);
    }
    this.#sitters = dealt.map((sitter) => sitter ?? others.splice(randomInt(others.length), 1)[0]!);
    this.#dealt = true;
  }
}
