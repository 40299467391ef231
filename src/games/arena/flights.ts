// Which shots were fired and which ended since one last looked, told from the places that shots take in the state.

import { QUARTERS } from './balance.ts';
import type { Shot } from './state.ts';

const NONE: readonly Shot[] = [];

export class Flights {
  /** By seat: how many shots it has fired. */
  readonly fired: Uint32Array;
  /** By place: what tells its shot from others, and for how long it flies (see `keyOf`). */
  readonly #known: number[];
  #tick: number;

  constructor(seats: number, shots: Iterable<Shot>, tick: number) {
    this.fired = new Uint32Array(seats);
    this.#known = Array.from(shots, keyOf);
    this.#tick = tick;
  }

  /** Looks at a tick's shots; returns those that ended in it, unless nobody asks. */
  see(shots: Iterable<Shot>, tick: number, wanted: boolean): readonly Shot[] {
    let ended: Shot[] | undefined;
    let place = 0;
    for (const shot of shots) {
      const key = keyOf(shot);
      const known = this.#known[place];
      const lands = landingOf(key);
      if (key !== known) {
        // A shot that still flew can only have hit something; the place of one that had ended was taken by another.
        if (known === undefined || landingOf(known) <= this.#tick) this.fired[shot.seat]! += 1;
        this.#known[place] = key;
      }
      const isOld = key === known && lands <= this.#tick;
      if (wanted && !isOld && lands <= tick) (ended ??= []).push(shot);
      place++;
    }
    this.#tick = tick;
    return ended ?? NONE;
  }
}

/** More than any shot's flight, direction, and tick, which fits in 16 bits. */
const FLIGHTS = 256;
const AIMS = 256;
const TICKS = 65_536;

/** In one number, so that looking on allocates nothing. Its few reads don't tell a shot from just the same one elsewhere. */
const keyOf = ({ seat, aim, born, flight }: Shot): number => ((seat * AIMS + aim) * TICKS + born) * FLIGHTS + flight;

/** The tick in which the shot of a key ends. */
const landingOf = (key: number): number => (Math.floor(key / FLIGHTS) % TICKS) + Math.ceil((key % FLIGHTS) / QUARTERS);
