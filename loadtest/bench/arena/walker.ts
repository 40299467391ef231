// A player that walks about at random and looks around all the time, as a person with keyboard and mouse does. It sends
// what the SDK sends, and of what it receives it only counts.

import { Protocol, ProtocolModifier } from '@colyseus/core';
import { encode } from '@colyseus/schema';
import { InputEncoder } from '@colyseus/schema/input';
import { Encoder } from '@msgpack/msgpack';
import { arenaInputs } from '../../../src/games/arena/actions.ts';
import { TICK_RATE } from '../../../src/games/arena/balance.ts';
import { below, type RngWords, seeded } from '../../../src/games/kit/index.ts';
import type { PeerId } from './peers.ts';
import { Spectator } from './spectator.ts';

type Wish = Record<'moveX' | 'moveY' | 'aim' | 'fire', number> & { assign?: never };

const { TIMED } = ProtocolModifier;
const packer = new Encoder();

export class Walker extends Spectator {
  #peer: PeerId;
  #rng: RngWords;
  #wish = new arenaInputs.schema() as unknown as Wish;
  #encoder = new InputEncoder(this.#wish as never);
  #frame = new Uint8Array(64);
  #ticksLeft = 0;
  /** The server's clock less ours, and the last moment that was sent, in ms. */
  #serverAheadMs = 0;
  #lastStamp = 0;

  constructor(number: number, peer: PeerId) {
    super();
    this.#peer = peer;
    this.#rng = seeded(number.toString(16).padStart(32, '0'));
    Object.assign(this.#wish, { moveX: 0, moveY: 0, aim: 0, fire: 0 });
  }

  /** Sends what it wants in this tick: another heading about twice a second, another aim every time. */
  walk(): void {
    const wish = this.#wish;
    if (this.#ticksLeft-- <= 0) {
      this.#ticksLeft = 5 + below(this.#rng, TICK_RATE);
      wish.moveX = below(this.#rng, 3) - 1;
      wish.moveY = below(this.#rng, 3) - 1;
    }
    wish.aim = (wish.aim + 1 + below(this.#rng, 5)) & 255;
    this.#send();
  }

  stand(): void {
    this.#wish.moveX = 0;
    this.#wish.moveY = 0;
    this.#send();
  }

  #send(): void {
    if (this.#peer === 'bare-messages') return this.#sendMessage();
    const it = { offset: 1 };
    const stamped = this.#peer === 'own';
    this.#frame[0] = Protocol.ROOM_INPUT_RELIABLE | (stamped ? TIMED : 0);
    if (stamped) {
      const stamp = Math.round(performance.now() + this.#serverAheadMs);
      encode.number(this.#frame, stamp - this.#lastStamp, it);
      this.#lastStamp = stamp;
    }
    const body = this.#encoder.encode();
    this.#frame.set(body, it.offset);
    this.send(this.#frame.subarray(0, it.offset + body.length));
  }

  #sendMessage(): void {
    const it = { offset: 1 };
    this.#frame[0] = Protocol.ROOM_DATA;
    encode.string(this.#frame, 'input', it);
    const { moveX, moveY, aim, fire } = this.#wish;
    const body = packer.encode({ moveX, moveY, aim, fire });
    this.#frame.set(body, it.offset);
    this.send(this.#frame.subarray(0, it.offset + body.length));
  }

  protected override receive(head: Buffer, size: number, entered: () => void): void {
    if (head[0]! & TIMED) this.#serverAheadMs = head.readUInt32LE(1) - performance.now();
    super.receive(head, size, entered);
  }
}
