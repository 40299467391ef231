// What a match's observer tells of it, and what that adds up to: the part of a report that costs next to nothing, since
// no position is judged for it.

import {
  type Analysis,
  type GameEvent,
  type MatchState,
  type Observer,
  type Outcome,
  type Rules,
} from '../games/kit/index.ts';
import { SeatTally, type SeatSummary } from './seat-tally.ts';

/** A game event and when it was, in seconds from the match's start. */
export type TimelineEvent = GameEvent & { readonly seconds: number };

/** What feats are found in. */
export interface Account {
  readonly outcome: Outcome;
  /** Everything that the game's observer told, in order. */
  readonly timeline: readonly TimelineEvent[];
  /** By seat. */
  readonly summary: readonly SeatSummary[];
}

/** Takes down what happens while a match goes by. */
export class Witness {
  readonly timeline: TimelineEvent[] = [];
  readonly #analysis: Analysis;
  readonly #rules: Rules;
  readonly #observer: Observer;
  readonly #tally: SeatTally;
  #tick = -1;

  constructor(analysis: Analysis, rules: Rules, start: MatchState, seats: number) {
    this.#analysis = analysis;
    this.#rules = rules;
    this.#observer = analysis.observe(start);
    this.#tally = new SeatTally(seats);
  }

  /** To be shown the state as it begins, and after every tick and entry. */
  see(state: MatchState): void {
    for (const event of this.#observer.see(state)) {
      this.timeline.push({ ...event, seconds: this.secondsAt(event.tick) });
      this.#tally.count(event);
    }
    if (state.tick === this.#tick) return;
    this.#tick = state.tick;
    const positions = this.#analysis.positions?.(state);
    if (positions) this.#tally.move(positions);
  }

  secondsAt(tick: number): number {
    return Math.round((1000 * tick) / this.#rules.tickRate) / 1000;
  }

  summary(): SeatSummary[] {
    return this.#tally.summaries(this.#observer.counts?.());
  }
}
