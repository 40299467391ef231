// What can be told of a match when it is over: its log is played once more with the game's analysis looking on.

import {
  type Analysis,
  type Game,
  type Make,
  type MatchLog,
  type MatchState,
  type Outcome,
  replay,
  type Rules,
  type Seat,
  type Sha256,
} from '../games/kit/index.ts';
import { type Account, type TimelineEvent, Witness } from './account.ts';
import { HeatCounter, type Heatmaps } from './heatmaps.ts';
import { keySwings, type Sample, type Swing } from './key-moments.ts';

/** Raised when reports change, so that stored ones are made anew. */
export const REPORT_VERSION = 1;

/** A swing of the evaluation: after the sample at `from`, up to that at `tick`. */
interface KeyMoment {
  readonly from: number;
  readonly tick: number;
  readonly seconds: number;
  /** Whose chances changed most, in thousandths; of two alike, who gained. */
  readonly seat: Seat;
  readonly before: number;
  readonly after: number;
  /** What happened in it. */
  readonly events: readonly TimelineEvent[];
}

export interface Report extends Account {
  readonly version: number;
  readonly tickRate: number;
  readonly ticks: number;
  /** Win chances over time, by the game's own evaluation: at most 300 samples, evenly chosen. */
  readonly evaluation: readonly Sample[];
  readonly keyMoments: readonly KeyMoment[];
  readonly heatmaps: Heatmaps;
}

const MOST_SAMPLES = 300;
/** A turn in a real-time match may take this many seconds, in one by turns it is one action. */
const SPAN_SECONDS = 5;

export interface ReportOptions {
  readonly make: Make;
  readonly sha256: Sha256;
}

/**
 * Plays a finished log with the present rules. Undefined for a game without analysis and for a log of older rules, whose
 * states it may not understand; throws Divergence where the log is wrong, and when it has no end.
 */
export function report({ analysis, rules }: Game, log: MatchLog, options: ReportOptions): Report | undefined {
  if (!analysis || log.header.rules !== rules.version) return undefined;
  let onlooker: Onlooker | undefined;
  const { outcome, state } = replay(rules, log, {
    ...options,
    watch: (state) => (onlooker ??= new Onlooker(analysis, rules, state, log.header.seats.length)).see(state),
  });
  if (!outcome || !onlooker) throw new Error('the log has no end');
  return onlooker.report(state, outcome);
}

/** Collects what a report is made of while a match goes by. */
class Onlooker {
  readonly #analysis: Analysis;
  readonly #rules: Rules;
  readonly #witness: Witness;
  readonly #heat: HeatCounter;
  readonly #samples: Sample[] = [];
  /** By sample: how many events had been told by then. */
  readonly #told: number[] = [];
  #tick = -1;
  #turn: Seat | undefined;

  constructor(analysis: Analysis, rules: Rules, start: MatchState, seats: number) {
    this.#analysis = analysis;
    this.#rules = rules;
    this.#witness = new Witness(analysis, rules, start, seats);
    this.#heat = new HeatCounter(analysis.field(start));
  }

  see(state: MatchState): void {
    const { timeline } = this.#witness;
    const before = timeline.length;
    this.#witness.see(state);
    for (const { kind, at, seat, target } of timeline.slice(before)) if (at) this.#heat.add(kind, at, seat, target);
    const isNewSecond = state.tick !== this.#tick && state.tick % this.#rules.tickRate === 0;
    this.#tick = state.tick;
    if (isNewSecond) this.#locate(state);
    if (this.#isDue(state, isNewSecond)) this.#sample(state, this.#analysis.evaluate(state));
  }

  #locate(state: MatchState): void {
    const positions = this.#analysis.positions?.(state) ?? [];
    for (const [seat, at] of positions.entries()) if (at) this.#heat.add('position', at, seat);
  }

  /** In a match by turns after each of them, otherwise every second; at the beginning in any case. */
  #isDue(state: MatchState, isSecond: boolean): boolean {
    if (!this.#rules.turn) return isSecond;
    const turn = this.#rules.turn(state);
    const due = this.#samples.length === 0 || turn !== this.#turn;
    this.#turn = turn;
    return due;
  }

  #sample({ tick }: MatchState, chances: readonly number[]): void {
    this.#told.push(this.#witness.timeline.length);
    this.#samples.push({ tick, chances });
  }

  report(state: MatchState, outcome: Outcome): Report {
    // The end itself may decide, between two samples: a flag, a resignation, the last kill.
    const chances = this.#analysis.evaluate(state);
    const last = this.#samples.at(-1)!;
    if (last.tick !== state.tick || last.chances.join() !== chances.join()) this.#sample(state, chances);
    const { tickRate, turn } = this.#rules;
    return {
      version: REPORT_VERSION,
      ...{ tickRate, ticks: state.tick, outcome },
      timeline: this.#witness.timeline,
      evaluation: decimate(this.#samples),
      keyMoments: keySwings(this.#samples, turn ? 1 : SPAN_SECONDS).map((swing) => this.#momentOf(swing)),
      summary: this.#witness.summary(),
      heatmaps: this.#heat.heatmaps(),
    };
  }

  #momentOf({ start, end, ...swing }: Swing): KeyMoment {
    const { tick } = this.#samples[end]!;
    const events = this.#witness.timeline.slice(this.#told[start], this.#told[end]);
    return { from: this.#samples[start]!.tick, tick, seconds: this.#witness.secondsAt(tick), ...swing, events };
  }
}

/** At most so many samples, the first and the last among them. */
function decimate(samples: readonly Sample[]): readonly Sample[] {
  if (samples.length <= MOST_SAMPLES) return samples;
  const step = (samples.length - 1) / (MOST_SAMPLES - 1);
  return Array.from({ length: MOST_SAMPLES }, (_, i) => samples[Math.round(i * step)]!);
}
