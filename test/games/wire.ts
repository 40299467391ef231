// What a match's clients receive, without a network: encoded as Colyseus' own serializer does it, one client per seat
// with that seat's view, and a spectator without one.

import { Decoder, Encoder, Reflection, type Schema } from '@colyseus/schema';

import type { Game, MatchState } from '../../src/games/kit/game.ts';
import { SeatViews } from '../../src/rooms/seat-views.ts';

export interface WireClient {
  /** Undefined for a spectator. */
  readonly seat: number | undefined;
  readonly decoder: Decoder;
  /** Everything it was sent, in order. */
  readonly frames: Uint8Array[];
}

export class Wire {
  readonly clients: readonly WireClient[];
  #encoder: Encoder;
  #views: SeatViews;

  /** `state` is made of schema objects. */
  constructor({ rules }: Game, state: MatchState, seats: number) {
    this.#encoder = new Encoder(state as MatchState & Schema);
    this.#views = new SeatViews(rules, state);
    this.clients = [...Array.from({ length: seats }, (_, seat) => seat), undefined].map((seat) => this.#client(seat));
    // As in a room: who waits for an opponent has no seat yet, and knows what is public.
    for (const client of this.clients) deliver(client, this.#encoder.encodeAll());
    this.#encoder.discardChanges();
  }

  /** Sends everyone what has changed. */
  patch(): void {
    this.#views.refresh();
    const it = { offset: 0 };
    const shared = this.#encoder.encode(it).slice();
    const end = it.offset;
    for (const client of this.clients) {
      const { seat } = client;
      deliver(client, seat === undefined ? shared : this.#encoder.encodeView(this.#views.of(seat), end, it));
    }
    this.#encoder.discardChanges();
  }

  /** The same client, joining anew: it is sent the whole state. */
  rejoin(seat: number | undefined): WireClient {
    const client = this.#client(seat);
    const it = { offset: 0 };
    const shared = this.#encoder.encodeAll(it);
    deliver(client, seat === undefined ? shared : this.#encoder.encodeAllView(this.#views.of(seat), it.offset, it));
    return client;
  }

  #client(seat: number | undefined): WireClient {
    return { seat, decoder: Reflection.decode(Reflection.encode(this.#encoder)), frames: [] };
  }
}

function deliver({ decoder, frames }: WireClient, bytes: Uint8Array): void {
  const frame = bytes.slice();
  frames.push(frame);
  decoder.decode(frame);
}
