// Inputs of a real-time game: whatever clients send, each seat gets one per tick, and a view of the world no older than
// its connection explains.

import type { Client, InputAPI, Room } from '@colyseus/core';
import { ArraySchema, type Schema } from '@colyseus/schema';
import type { Input, InputShape } from '../games/kit/index.ts';
import { InputPace } from './input-pace.ts';
import { measureRoundTrip } from './wire/round-trip.ts';

/** The oldest world that a shot may be aimed at, whatever the connection (SPEC V7). */
const maxSeenMs = 250;
/** What a client adds to its round trip by drawing the world between two patches. */
const interpolationTicks = 2;
/** For how long a seat's last input is held while none comes. */
const longestHoldMs = 250;
/** Inputs kept for a seat, as many as come at once after such a gap; of a greater burst the newest. */
export const inputBufferSize = 12;

/** Lets the clients of a room send inputs of this shape, stamped with what their players saw. */
export function takeInputs(room: Room, shape: InputShape, tickRate: number): SeatInputs {
  const api: InputAPI = room['defineInput'](shape.schema, { tickRate, bufferMaxSize: inputBufferSize });
  // DECISION: nothing is rewound here, the rules do that. A group, empty, is what makes the SDK stamp each input with
  // the moment that its player was seeing.
  room.allowRewindState().attachAll(new ArraySchema<{ x: number }>(), { fields: ['x'], mode: 'snapshot' });
  return new SeatInputs(shape, api, tickRate, () => room.clock.elapsedTime);
}

interface Followed {
  readonly pace: InputPace;
  /** In ms; undefined before the first measurement. */
  readonly roundTrip: () => number | undefined;
}

export class SeatInputs {
  #shape: InputShape;
  #api: InputAPI;
  #tickRate: number;
  #tickMs: number;
  #nowMs: () => number;
  #followed = new Map<string, Followed>();

  /** `nowMs` is the room's clock: the one by which the SDK stamps what its player saw. */
  constructor(shape: InputShape, api: InputAPI, tickRate: number, nowMs: () => number) {
    this.#shape = shape;
    this.#api = api;
    this.#tickRate = tickRate;
    this.#tickMs = 1000 / tickRate;
    this.#nowMs = nowMs;
  }

  /** A seat is played from this connection from now on. */
  follow(client: Client): void {
    this.#followed.set(client.sessionId, {
      pace: new InputPace({
        longestHold: Math.floor(longestHoldMs / this.#tickMs),
        patience: this.#tickRate,
        calm: 5 * this.#tickRate,
      }),
      roundTrip: measureRoundTrip(client, () => performance.now()),
    });
    this.#bufferPlainly(this.#api.get(client.sessionId).latest as Schema);
  }

  /**
   * Colyseus decodes all inputs of a client into one schema object and buffers a clone of it each time. Nobody encodes
   * these again: without recorded changes and with plain copies an input costs less than a tenth of the time.
   */
  #bufferPlainly(decoded: Schema): void {
    decoded.pauseTracking();
    const clone = (): Input => this.#shape.read(decoded as unknown as Readonly<Record<string, unknown>>, 0);
    Object.defineProperty(decoded, 'clone', { value: clone });
  }

  /** Drops what a session has sent so far: inputs from before the match would be a head start. */
  forget(sessionId: string): void {
    this.#api.get(sessionId).clear();
  }

  /** A session's input for this tick; undefined when none has come for a while. */
  take(sessionId: string): Input | undefined {
    const followed = this.#followed.get(sessionId);
    if (!followed) return undefined;
    const { pace, roundTrip } = followed;
    const arrived = this.#api.get(sessionId);
    pace.trim(arrived);
    const raw = arrived.next() as Readonly<Record<string, unknown>> | undefined;
    if (!raw) return pace.missed();
    return pace.played(this.#shape.read(raw, this.#seenAgo(arrived.renderTime, roundTrip())));
  }

  /** The age, in ticks, of the world that the player says to have seen; cut to what the server measured. */
  #seenAgo(seenAtMs: number, roundTripMs = 0): number {
    if (!(seenAtMs > 0)) return 0;
    const explainedMs = Math.min(maxSeenMs, roundTripMs + interpolationTicks * this.#tickMs);
    const ageMs = Math.min(Math.max(this.#nowMs() - seenAtMs, 0), explainedMs);
    return Math.floor(ageMs / this.#tickMs);
  }
}
