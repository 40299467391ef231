// How a room's state goes out: each patch is copied once into bytes that nobody changes any more and shared by all its
// readers. A reader that falls behind is left out, and gets one fresh state when it reads again.

import { type Client, ClientState, Protocol, ProtocolModifier, SchemaSerializer } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import { sendToAll, sendToEach } from './shared-frame.ts';

/** Bytes that may wait for a reader before it counts as one that has fallen behind. */
const fallsBehindAt = 128 * 1024;

/** In a room that takes inputs, before each patch: its code, the room's clock, and the last input that shows in it. */
const timedPrefixSize = 9;

type Timing = Parameters<SchemaSerializer<Schema>['applyPatches']>[2];

export interface SlowReaders {
  /** A reader that fell behind is served no more often than this. */
  readonly pauseMs: number;
  /** One that has read nothing for so long is given up. */
  readonly patienceMs: number;
  readonly giveUp: (client: Client) => void;
}

export class StateStream extends SchemaSerializer<Schema> {
  #slow: SlowReaders;
  /** Readers that have fallen behind, and since when. */
  #behind = new WeakMap<Client, number>();

  constructor(slow: SlowReaders = { pauseMs: 0, patienceMs: Infinity, giveUp: () => undefined }) {
    super();
    this.#slow = slow;
  }

  override reset(state: Schema): void {
    super.reset(state);
    // Colyseus encodes every patch into one buffer, and the socket keeps what it can't send yet: without a copy the next
    // patch overwrites what a slow reader has still to get, and it is wrong for good.
    const encode = this.encoder.encode.bind(this.encoder);
    this.encoder.encode = (...args) => {
      const bytes = encode(...args);
      const ofOneView = args[1] !== undefined;
      return ofOneView ? bytes : Buffer.from(bytes);
    };
  }

  override getFullState(client?: Client, timing?: Timing): Uint8Array {
    const bytes = Buffer.from(super.getFullState(client, timing));
    // Colyseus forgets the larger buffer that a large state has needed, and encodes it twice the next time.
    const { buffer } = this.fullEncodeCache;
    if (buffer !== this.fullEncodeBuffer.buffer) this.fullEncodeBuffer = new Uint8Array(buffer);
    return bytes;
  }

  override applyPatches(clients: Client[], state?: unknown, timing?: Timing): boolean {
    const readers: Client[] = [];
    const caughtUp: Client[] = [];
    for (const client of clients) this.#sort(client, readers, caughtUp);
    const shared = !this.hasFilters && this.encoder.hasChanges && readers.length > 0;
    const changed = shared ? this.#share(readers, timing) : super.applyPatches(readers, state, timing);
    for (const client of caughtUp) client.raw(this.getFullState(client, timing));
    return changed;
  }

  /** What Colyseus does where no client has a view, but for the frames: it makes and copies one for each client. */
  #share(clients: readonly Client[], timing: Timing): true {
    this.needFullEncode = true;
    const patch = this.encoder.encode({ offset: 1 });
    patch[0] = Protocol.ROOM_STATE_PATCH;
    this.encoder.discardChanges();
    const readers = clients.filter(({ state }) => state === ClientState.JOINED);
    if (timing) {
      const stamp = (client: Client, prefix: Buffer): void => {
        prefix[0] = Protocol.ROOM_STATE_PATCH | ProtocolModifier.TIMED;
        prefix.writeUInt32LE(timing.sNow >>> 0, 1);
        prefix.writeUInt32LE(ackOf(client), 5);
      };
      sendToEach(readers, timedPrefixSize, stamp, patch.subarray(1));
    } else sendToAll(readers, patch);
    return true;
  }

  #sort(client: Client, readers: Client[], caughtUp: Client[]): void {
    const { bufferedAmount } = client.ref as unknown as { bufferedAmount: number };
    const sinceMs = this.#behind.get(client);
    if (sinceMs !== undefined) {
      const forMs = performance.now() - sinceMs;
      if (bufferedAmount > 0) {
        if (forMs > this.#slow.patienceMs) this.#slow.giveUp(client);
      } else if (forMs >= this.#slow.pauseMs) {
        this.#behind.delete(client);
        caughtUp.push(client);
      }
      // DECISION: who has a view of its own is never left out; its view would keep the changes that it missed.
    } else if (bufferedAmount > fallsBehindAt && !client.view) {
      this.#behind.set(client, performance.now());
    } else {
      readers.push(client);
    }
  }
}

/** How many of a client's inputs have been taken. */
const ackOf = (client: Client): number =>
  (client as unknown as { _inputBuffer?: { ackSeq: number } })._inputBuffer?.ackSeq ?? 0;
