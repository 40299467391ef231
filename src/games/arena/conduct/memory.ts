// The last second of a match, as far as conduct is judged by it.

import type { Input, Seat } from '../../kit/game.ts';
import type { ArenaState } from '../state.ts';

/** Ticks that are remembered. */
const SPAN = 32;

interface Then {
  readonly x: number;
  readonly y: number;
  readonly aim: number;
  readonly team: number;
  readonly alive: boolean;
  /** Neither dead nor protected. */
  readonly vulnerable: boolean;
  readonly running: boolean;
  /** It held the trigger. */
  readonly firing: boolean;
}

export interface Moment {
  readonly tick: number;
  readonly players: readonly Then[];
}

export class Memory {
  #moments: Moment[] = [];

  constructor(state: ArenaState) {
    this.add(state, []);
  }

  add({ tick, players }: ArenaState, inputs: readonly (Input | undefined)[]): void {
    const then = [...players].map((player, seat) => ({
      x: player.x,
      y: player.y,
      aim: player.aim,
      team: player.team,
      alive: player.health > 0,
      vulnerable: player.health > 0 && player.safeUntil <= tick,
      running: player.speedUntil > tick,
      firing: player.health > 0 && inputs[seat]?.['fire'] === 1,
    }));
    this.#moments.push({ tick, players: then });
    if (this.#moments.length > SPAN) this.#moments.shift();
  }

  get now(): Moment {
    return this.#moments.at(-1)!;
  }

  /** The state at the end of a tick; undefined where it is too long ago, or not yet. */
  at(tick: number): Moment | undefined {
    return this.#moments[tick - this.#moments[0]!.tick];
  }
}

/** Whom this seat may harm. */
export const enemiesOf = ({ players }: Moment, seat: Seat): Seat[] =>
  [...players.keys()].filter((other) => players[other]!.vulnerable && players[other]!.team !== players[seat]!.team);
