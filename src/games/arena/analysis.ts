// What can be told of an arena match. Places are in units of the ground (256 a tile).

import type { Analysis } from '../kit/analysis.ts';
import { sharesOf } from '../kit/chances.ts';
import { TICK_RATE, TILE } from './balance.ts';
import { mapFor } from './map.ts';
import { ArenaObserver } from './observer.ts';
import { DESERTED, standings } from './outcome.ts';
import type { ArenaState } from './state.ts';

/** As long as this a match goes at the pace of `USUAL_KILLS` in it, whatever its first seconds look like. */
const WARM_UP = 20 * TICK_RATE;
const USUAL_KILLS = 2;
/** Of a score's variance: keeps the last moment's chances apart from certainty. */
const LEAST_DOUBT = 0.1;

export const analysis: Analysis<ArenaState> = {
  kinds: ['shot', 'hit', 'death', 'respawn', 'pickup', 'leave', 'end'],
  field({ players }) {
    const { width, height } = mapFor(players.length);
    return { width: width * TILE, height: height * TILE };
  },
  observe: (state) => new ArenaObserver(state),
  positions: ({ players }) => Array.from(players, ({ x, y, health }) => (health > 0 ? { x, y } : undefined)),
  evaluate(state) {
    const players = [...state.players];
    const sides = standings(players);
    const best = Math.max(...sides);
    const weights = state.ending === '' ? weightsIn(state, sides) : sides.map((kills) => (kills === best ? 1 : 0));
    const chances = sharesOf(weights);
    return players.map(({ team }) => chances[team]!);
  },
};

function weightsIn(state: ArenaState, sides: readonly number[]): number[] {
  const best = Math.max(...sides);
  const toCome = killsToCome(state, sides);
  return sides.map((kills) => (kills === DESERTED ? 0 : weightOf(best - kills, toCome)));
}

/** How many more kills a side may make: until time is up at the pace of so far, or until the best has enough. */
function killsToCome({ tick, endTick, scoreLimit }: ArenaState, sides: readonly number[]): number {
  const playing = sides.filter((kills) => kills !== DESERTED);
  const kills = playing.reduce((sum, each) => sum + each, 0) / playing.length;
  const byTime = ((kills + USUAL_KILLS) / (tick + WARM_UP)) * (endTick - tick);
  return Math.min(scoreLimit - Math.max(...playing), byTime);
}

/**
 * What a side's chance weighs that is so far behind. Kills come about as a Poisson process, so two sides' difference
 * varies by twice those to come; for a normal law's tail stands (x + √(x² + 1))⁻², which is near to it and rational.
 */
function weightOf(behind: number, toCome: number): number {
  const x = behind / Math.sqrt(2 * Math.max(toCome, 0) + LEAST_DOUBT);
  return 1 / (x + Math.sqrt(x * x + 1)) ** 2;
}
