// What a client of the arena draws: its own player at once, moved by the rules' own function and put right by what the
// server acknowledges; everyone else a moment ago, between two states. For browsers, and any other client in JavaScript.

import { Predict, type InputHandle, type Reconciler, type Room } from '@colyseus/sdk';
import { QUARTERS, TICK_RATE, TILE } from '../games/arena/balance.ts';
import { type ArenaInput, readInput } from '../games/arena/input.ts';
import { mapFor, type Point } from '../games/arena/map.ts';
import { movePlayer } from '../games/arena/movement.ts';
import { speedOf } from '../games/arena/players.ts';
import { shotX, shotY } from '../games/arena/shots.ts';
import type { ArenaSchema, ArenaState, Player, Shot } from '../games/arena/state.ts';
import { isAlive } from '../games/arena/world.ts';
import type { Seat } from '../games/kit/game.ts';

/** What the player wants now; the server adds the rest. */
export type Wish = Pick<ArenaInput, 'moveX' | 'moveY' | 'aim' | 'fire'>;

export interface DrawnPlayer extends Point {
  readonly seat: Seat;
  readonly aim: number;
  /** The newest state of this player: its health, kills and so on. */
  readonly player: Readonly<Player>;
}

export interface DrawnShot extends Point {
  readonly shot: Readonly<Shot>;
}

/** The state as the SDK decodes it. */
type WireState = InstanceType<typeof ArenaSchema>;

const TICK_MS = 1_000 / TICK_RATE;
/** How far behind the newest state others are drawn: as much as the server allows for when a shot looks back. */
const BEHIND_MS = 2 * TICK_MS;
/** A longer jump than any walk or correction explains is a respawn: it is shown as a jump. */
const JUMP = 4 * TILE;

export class ArenaPrediction {
  #room: Room<unknown, ArenaState>;
  #seat: Seat;
  #predict: Predict<WireState>;
  #input: InputHandle<Wish>;
  #own: Reconciler<Player, Wish>;

  /** For a room whose first state has come, and the seat that its `match` message named. */
  constructor(room: Room<unknown, ArenaState>, seat: Seat) {
    const self = room.state.players?.[seat];
    if (!self) throw new Error(`the state has no seat ${seat} yet: wait for the match to begin and its first state`);
    this.#room = room;
    this.#seat = seat;
    this.#predict = Predict.get(room as unknown as Room<unknown, WireState>, { mode: 'lerp', delay: BEHIND_MS });
    this.#predict.attachAll('players', { fields: ['x', 'y'], mode: 'lerp', snap: JUMP });
    this.#input = room.input<Wish>();
    this.#own = this.#predict.reconciler(self, {
      input: this.#input,
      fields: ['x', 'y'],
      step: ({ tick }, place, command) => this.#step(place, command, tick),
      snap: JUMP,
    }) as Reconciler<Player, Wish>;
  }

  /** Where the own player will be when all that was sent has been played; to draw it, see `players`. */
  get own(): Point {
    const { x, y } = this.#own.state;
    return { x, y };
  }

  /**
   * Call it once per drawn frame, before reading anything. Sends one input for each tick that has passed, whether or not
   * anything changed (a seat of which the server hears nothing walks on for a moment); returns how many.
   */
  frame(wish: Wish, nowMs = performance.now()): number {
    const due = this.#predict.tick(nowMs);
    for (let i = 0; i < due; i++) {
      Object.assign(this.#input.data, wish);
      this.#input.send();
    }
    return due;
  }

  /** Everyone, by seat, where they are to be drawn. */
  players(): DrawnPlayer[] {
    return Array.from(this.#room.state.players, (player, seat) => ({
      seat,
      x: this.#predict.value(player, 'x'),
      y: this.#predict.value(player, 'y'),
      aim: seat === this.#seat ? this.#input.data.aim : player.aim,
      player,
    }));
  }

  /** The shots in flight, in the same moment as the other players. */
  shots(): DrawnShot[] {
    const { clock, state } = this.#room;
    const tick = state.tick + (clock.serverNow() - clock.lastServerTime() - BEHIND_MS) / TICK_MS;
    return Array.from(state.shots).flatMap((shot) => {
      const quarters = QUARTERS * (tick - shot.born);
      if (quarters < 0 || quarters > shot.flight) return [];
      return [{ shot, x: shotX(shot, quarters), y: shotY(shot, quarters) }];
    });
  }

  dispose(): void {
    this.#predict.dispose();
  }

  /** What the rules do with an input of this seat: see `walk`. */
  #step(place: Player, command: Wish, sequence: number): void {
    const { players, tick } = this.#room.state;
    const player = players[this.#seat]!;
    if (!isAlive(player)) return;
    // The newest state has played what it acknowledges; every later input takes one more tick.
    const playedIn = tick + sequence - this.#input.lastProcessed;
    const { x, y } = movePlayer(mapFor(players.length), place, readInput(command, 0), speedOf(player, playedIn));
    place.x = x;
    place.y = y;
  }
}
