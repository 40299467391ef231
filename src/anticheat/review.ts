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
export function review(game: Game, log: MatchLog, { refusals = [], pairing }: BesideLog = {}): Review {
  const rules = rulesOf(game, log.header.rules);
  if (!rules) throw new Error(`rules version ${log.header.rules} of ${log.header.game} is not kept here`);
  // What a game tells of conduct is told of its present rules' states.
  const conduct = rules === game.rules ? game.conduct : undefined;
  const observations = observe(rules, conduct, log);
  return { log, observations, keys: conduct?.keys ?? [], refusals, pairing };
}

function observe(rules: Rules, conduct: Game['conduct'], { header, entries }: MatchLog): Observation[] {
  const state = rules.setup(plain, modeOf(rules, header.mode), seeded(header.seed));
  const inputs: (Input | undefined)[] = [];
  const observer = conduct?.observe(state);
  const turns = new Turns(rules, state);
  const observations: Observation[] = [];
  const look = (): void => void observations.push(...(observer?.see(state, inputs) ?? []));
  for (const entry of entries) {
    while (state.tick < entry.tick) {
      state.tick += 1;
      rules.step?.(state, inputs, plain);
      turns.follow();
      look();
    }
    if (!happen(rules, state, entry, inputs)) continue;
    observations.push(...turns.after(entry));
    look();
  }
  return observations;
}

/** Lets an entry take effect; false where it has none on the state. */
function happen(rules: Rules, state: MatchState, entry: LogEntry, inputs: (Input | undefined)[]): boolean {
  if (entry.kind === 'inputs') for (const [seat, input] of entry.changes) inputs[seat] = input;
  if (entry.kind === 'action') rules.apply(state, entry.seat, entry.action, plain);
  if (entry.kind === 'leave' || entry.kind === 'timeout') rules.leave(state, entry.seat);
  return entry.kind === 'action' || entry.kind === 'leave' || entry.kind === 'timeout';
}

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
