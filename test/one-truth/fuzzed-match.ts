// Matches that nobody would play: of bots, arbitrary actions, hostile inputs and lost seats, on the objects that rooms run
// on. The n-th match of a mode is the same on every run.

import fc from 'fast-check';
import { type Game, onSchema } from '../../src/games/kit/game.ts';
import type { MatchLog } from '../../src/games/kit/log.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { toHex } from '../../src/replays/bytes.ts';
import { open, perform, type Played, seedOf, type Step } from '../games/driver.ts';
import type { Script } from '../games/scripts.ts';

/** Scripts are short; so many of them are strung together, and then bots play on for a while. */
const SCRIPTS = 2;
const ROUNDS_OF_BOTS = 60;
/** In the other matches nobody leaves or resigns before that, so that they go on. */
const GIVEN_UP_EVERY = 4;

export interface FuzzedMatch {
  readonly log: MatchLog;
  /** The live state at the end of each second and of the match. */
  readonly hashes: readonly string[];
}

export function fuzzedMatch(game: Game, scripts: fc.Arbitrary<Script>, mode: string, n: number): FuzzedMatch {
  const played = open(game, mode, seedOf(`${game.rules.id} ${mode}`, n), onSchema(game.entities));
  const wild = fc.sample(scripts, { seed: n, numRuns: SCRIPTS }).flatMap(({ steps }) => steps);
  const tame = Array.from({ length: ROUNDS_OF_BOTS }, () => roundOfBots(played.log.header.seats.length)).flat();
  const steps = n % GIVEN_UP_EVERY === 0 ? wild : wild.filter((step) => !givesUp(step));
  return { log: played.log, hashes: play(game, played, [...steps, ...tame, ...everyoneLeaves(played)]) };
}

const roundOfBots = (seats: number): Step[] => [
  ...Array.from({ length: seats }, (_, seat) => ({ do: 'bot', seat }) as const),
  { do: 'wait', ticks: 3 },
];

const everyoneLeaves = ({ log }: Played): Step[] =>
  [...log.header.seats.keys()].map((seat) => ({ do: 'seat', seat, event: 'leave' }));

function givesUp(step: Step): boolean {
  if (step.do === 'seat') return step.event === 'leave' || step.event === 'timeout';
  return step.do === 'act' && (step.action as { type?: unknown } | null)?.type === 'resign';
}

function play(game: Game, played: Played, steps: readonly Step[]): string[] {
  const { match, log } = played;
  const rng = seeded(log.header.seed);
  const hashes: string[] = [];
  const note = (): number => hashes.push(toHex(match.hash()));
  for (const step of steps.flatMap(tickByTick)) {
    if (match.outcome) break;
    if (step.do === 'wait' && match.state.tick % game.rules.tickRate === 0) note();
    perform(game, played, step, rng);
  }
  note();
  return hashes;
}

const tickByTick = (step: Step): Step[] =>
  step.do === 'wait' ? Array.from({ length: step.ticks }, () => ({ ...step, ticks: 1 })) : [step];
