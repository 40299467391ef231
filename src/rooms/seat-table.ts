// Who sits where in a room: players take seats, keep them through lost connections, and come back to them.

import { randomInt } from 'node:crypto';
import type { Seat } from '../games/kit/index.ts';
import type { Identity } from '../services/access-tokens.ts';

interface Sitter extends Identity {
  /** The Colyseus session that plays the seat now; it survives a reconnection. */
  sessionId: string;
  connected: boolean;
  /** The seat asked for by whoever set up a private match. */
  readonly wanted: Seat | undefined;
}

export class SeatTable {
  readonly size: number;
  #sitters: Sitter[] = [];
  #dealt = false;

  constructor(size: number) {
    this.size = size;
  }

  get full(): boolean {
    return this.#sitters.length === this.size;
  }

  /** Whether the match has begun: from then on seats have their numbers, and nobody stands up. */
  get dealt(): boolean {
    return this.#dealt;
  }

  /** In the order of seats, once they are dealt. */
  get sitters(): readonly Readonly<Sitter>[] {
    return this.#sitters;
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
  sit(identity: Identity, sessionId: string, wanted?: Seat): void {
    if (this.full) throw new Error('every seat is taken');
    this.#sitters.push({ ...identity, sessionId, connected: true, wanted });
  }

  /** Frees a seat; only before the match begins. */
  stand(sessionId: string): void {
    this.#sitters = this.#sitters.filter((sitter) => sitter.sessionId !== sessionId);
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
    const dealt: (Sitter | undefined)[] = Array.from({ length: this.size });
    const others: Sitter[] = [];
    for (const sitter of this.#sitters) {
      const { wanted } = sitter;
      if (wanted !== undefined && wanted < this.size && !dealt[wanted]) dealt[wanted] = sitter;
      else others.push(sitter);
    }
    this.#sitters = dealt.map((sitter) => sitter ?? others.splice(randomInt(others.length), 1)[0]!);
    this.#dealt = true;
  }
}
