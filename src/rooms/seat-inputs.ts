// Inputs of a real-time game: whatever clients send, each seat gets one per tick, and a view of the world no older than
// its connection explains.

import type { Client, InputAPI } from '@colyseus/core';
import type { Input, InputShape } from '../games/kit/index.ts';
import { measureRoundTrip } from './round-trip.ts';

/** The oldest world that a shot may be aimed at, whatever the connection (SPEC V7). */
const maxSeenMs = 250;
/** What a client adds to its round trip by drawing the world between two patches. */
const interpolationTicks = 2;
/** Inputs kept for a seat; more than its share is dropped, so that a burst buys no time. */
export const inputBufferSize = 8;

export class SeatInputs {
  #shape: InputShape;
  #api: InputAPI;
  #tickMs: number;
  #nowMs: () => number;
  #roundTrips = new Map<string, () => number | undefined>();

  /** `nowMs` is the room's clock: the one by which the SDK stamps what its player saw. */
  constructor(shape: InputShape, api: InputAPI, tickRate: number, nowMs: () => number) {
    this.#shape = shape;
    this.#api = api;
    this.#tickMs = 1000 / tickRate;
    this.#nowMs = nowMs;
  }

  follow(client: Client): void {
    this.#roundTrips.set(
      client.sessionId,
      measureRoundTrip(client, () => performance.now()),
    );
  }

  /** A session's input for this tick; undefined when none has come. */
  take(sessionId: string): Input | undefined {
    const buffer = this.#api.get(sessionId);
    const raw = buffer.next() as Readonly<Record<string, unknown>> | undefined;
    return raw && this.#shape.read(raw, this.#seenAgo(sessionId, buffer.renderTime));
  }

  /** The age, in ticks, of the world that the player says to have seen; cut to what the server measured. */
  #seenAgo(sessionId: string, seenAtMs: number): number {
    if (!(seenAtMs > 0)) return 0;
    const roundTripMs = this.#roundTrips.get(sessionId)?.() ?? 0;
    const explainedMs = Math.min(maxSeenMs, roundTripMs + interpolationTicks * this.#tickMs);
    const ageMs = Math.min(Math.max(this.#nowMs() - seenAtMs, 0), explainedMs);
    return Math.floor(ageMs / this.#tickMs);
  }
}
