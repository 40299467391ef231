// Which of a seat's inputs is played in a tick, where the connection delivers them unevenly. Jitter is absorbed by a few
// inputs that wait; through a longer gap the last input is held, and those that come too late for their ticks are
// dropped, so that nothing is gained and one bad moment does not make the rest of the match late.

import type { Input } from '../games/kit/index.ts';

/** What came and is yet to be played, oldest first. */
interface Arrived {
  readonly size: number;
  next(): unknown;
}

/** Inputs that may wait once the next one has been taken; at 30 ticks a second they cover 67 ms of jitter. */
export const cushion = 2;

export interface PaceLimits {
  /** How long an input is held. */
  readonly longestHold: number;
  /** How long too many may wait before they are dropped. */
  readonly patience: number;
  /** For how long no input that waits may have been needed before there is one less. */
  readonly calm: number;
}

export class InputPace {
  #longestHold: number;
  #patience: number;
  #calm: number;
  /** Held through gaps; undefined when there is nothing to hold. */
  #last: Input | undefined;
  #heldFor = 0;
  /** As far as the cushion has grown. */
  #grown = 0;
  /** Ticks that a held input was played in, whose own inputs have not come. */
  #owed = 0;
  #crowdedFor = 0;
  /** The fewest that waited since the cushion was last looked at, and for how long that is. */
  #fewest = cushion;
  #calmFor = 0;

  /** All in ticks. */
  constructor({ longestHold, patience, calm }: PaceLimits) {
    this.#longestHold = longestHold;
    this.#patience = patience;
    this.#calm = calm;
  }

  /** Call it in each tick, before one input is taken: drops those whose ticks are over. */
  trim(arrived: Arrived): void {
    this.#letDown(arrived);
    const excess = arrived.size - 1 - cushion;
    this.#grown = Math.max(this.#grown, Math.min(cushion, arrived.size - 1));
    this.#crowdedFor = excess > 0 ? this.#crowdedFor + 1 : 0;
    if (excess <= 0) return;
    const late = this.#crowdedFor > this.#patience ? excess : Math.min(excess, this.#owed);
    for (let i = 0; i < late; i++) arrived.next();
    this.#owed = Math.max(0, this.#owed - late);
  }

  /** A cushion that has not been needed for a while only makes every input late: it is let down by one. */
  #letDown(arrived: Arrived): void {
    this.#fewest = Math.min(this.#fewest, arrived.size - 1);
    this.#calmFor += 1;
    if (this.#calmFor < this.#calm) return;
    if (this.#fewest > 0) {
      arrived.next();
      this.#grown -= 1;
    }
    this.#calmFor = 0;
    this.#fewest = cushion;
  }

  /** An input was taken, and is played. */
  played(input: Input): Input {
    this.#last = input;
    this.#heldFor = 0;
    return input;
  }

  /** None was there: what is played in its place; undefined for nothing. */
  missed(): Input | undefined {
    if (!this.#last) return undefined;
    // One tick is given away: when the late input has come, one more waits from then on.
    if (this.#grown < cushion) {
      this.#grown += 1;
      return undefined;
    }
    if (this.#heldFor === this.#longestHold) {
      this.#last = undefined;
      this.#grown = 0;
      return undefined;
    }
    this.#heldFor += 1;
    this.#owed = Math.min(this.#owed + 1, this.#longestHold);
    return this.#last;
  }
}
