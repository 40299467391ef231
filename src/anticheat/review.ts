// Makes of a log what detectors read, by playing it again. Whether the log is true is for the verifier to say; here it is
// played as it stands, so that one which lies can be looked at, too.

import {
  type Game,
  type Input,
  type LogEntry,
  type MatchLog,
  type MatchState,
  modeOf,
  type Observation,
  plain,
  type Rules,
  rulesOf,
  seeded,
  type Seat,
} from '../games/kit/index.ts';
import type { Pairing, Review } from './kit.ts';

/** What is known of a match beside its log. */
export interface BesideLog {
  readonly refusals?: Review['refusals'];
  readonly pairing?: Pairing | undefined;
}

/** Throws where a log is of rules, or of a mode, that this game does not have. */
export function review(game: Game, log: MatchLog, beside?: BesideLog): Review {
  const { header, entries } = log;
  const rules = rulesOf(game, header.rules);
  if (!rules) throw new Error(`rules version ${header.rules} of ${header.game} is not kept here`);
  const state = rules.setup(plain, modeOf(rules, header.mode), seeded(header.seed));
  const reviewer = new Reviewer(game, rules, state);
  for (const entry of entries) {
    while (state.tick < entry.tick) {
      state.tick += 1;
      rules.step?.(state, reviewer.inputs, plain);
      reviewer.see(state);
    }
    if (entry.kind === 'action') rules.apply(state, entry.seat, entry.action, plain);
    if (entry.kind === 'leave' || entry.kind === 'timeout') rules.leave(state, entry.seat);
    reviewer.see(state, entry);
  }
  return reviewer.review(log, beside);
}

/** Takes down how seats conduct themselves while a log is played, whoever plays it. */
export class Reviewer {
  /** What each seat wants, as the log says. */
  readonly inputs: (Input | undefined)[] = [];
  readonly #observations: Observation[] = [];
  readonly #conduct: Game['conduct'];
  readonly #observer: ReturnType<NonNullable<Game['conduct']>['observe']> | undefined;
  readonly #turns: Turns;

  /** `rules`: those that wrote the log. */
  constructor(game: Game, rules: Rules, start: MatchState) {
    // What a game tells of conduct is told of its present rules' states.
    this.#conduct = rules === game.rules ? game.conduct : undefined;
    this.#observer = this.#conduct?.observe(start);
    this.#turns = new Turns(rules, start);
  }

  /** To be shown the state after every tick, and after every entry with that. */
  see(state: MatchState, entry?: LogEntry): void {
    if (entry?.kind === 'inputs') for (const [seat, input] of entry.changes) this.inputs[seat] = input;
    if (entry && !hasEffect(entry)) return;
    if (entry) this.#observations.push(...this.#turns.after(entry));
    else this.#turns.follow();
    this.#observations.push(...(this.#observer?.see(state, this.inputs) ?? []));
  }

  review(log: MatchLog, { refusals = [], pairing }: BesideLog = {}): Review {
    return { log, observations: this.#observations, keys: this.#conduct?.keys ?? [], refusals, pairing };
  }
}

/** Whether an entry has an effect on the state. */
const hasEffect = ({ kind }: LogEntry): boolean => kind === 'action' || kind === 'leave' || kind === 'timeout';

/** In games that have turns, how long each seat takes for one. */
class Turns {
  #rules: Rules;
  #state: MatchState;
  #seat: Seat | undefined;
  #sinceTick = 0;

  constructor(rules: Rules, state: MatchState) {
    this.#rules = rules;
    this.#state = state;
    this.follow();
  }

  /** Notes whose turn it is, after whatever may have passed it. */
  follow(): void {
    const seat = this.#rules.turn?.(this.#state);
    if (seat === this.#seat) return;
    this.#seat = seat;
    this.#sinceTick = this.#state.tick;
  }

  /** The turn that an action has ended. */
  after(entry: LogEntry): Observation[] {
    const [seat, since] = [this.#seat, this.#sinceTick];
    this.follow();
    if (entry.kind !== 'action' || entry.seat !== seat || this.#seat === seat) return [];
    // Two turns can pass in a tick: who moves in the tick that the turn came to it took less than one, which counts as one.
    const afterTicks = Math.max(1, entry.tick - since);
    return [{ kind: 'reaction', seat, tick: entry.tick, to: 'turn', afterTicks }];
  }
}
