// A bot that fires where a ship is likeliest: it counts, for each ship still afloat, the berths that what it has seen
// allows, and prefers those through open hits. It looks at what its seat may know, never at the other's ships.

import type { Bot, RngWords } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import type { BattleshipAction } from './actions.ts';
import {
  type Berth,
  BERTHS,
  type Cell,
  CELLS,
  cellsOf,
  FLEET,
  HIT,
  NOT_FIRED_AT,
  NOWHERE,
  randomFleet,
  SIDE,
} from './fleet.ts';
import type { BattleshipState, Waters } from './state.ts';

/** How much likelier each open hit makes a berth. */
const HIT_WEIGHT = 30;

export const bot: Bot<BattleshipState, BattleshipAction> = (state, seat, rng) => {
  if (!state.waters[seat]!.ready) return { type: 'place', ships: randomFleet(rng).map(toPlacedShip) };
  if (state.turn !== seat) return undefined;
  const cell = likeliest(odds(state.waters[1 - seat]!), rng);
  return { type: 'fire', x: cell % SIDE, y: Math.floor(cell / SIDE) };
};

const toPlacedShip = (berth: Berth, ship: number) => ({
  x: berth % SIDE,
  y: Math.floor((berth % CELLS) / SIDE),
  length: FLEET[ship]!,
  vertical: berth >= CELLS,
});

/** How likely a ship is on each cell, in no unit; 0 where a shot would be wasted. */
function odds(waters: Pick<Waters, 'shots' | 'shown'>): number[] {
  const shots = [...waters.shots];
  const shown = [...waters.shown];
  const wrecks = new Set(shown.flatMap((berth, ship) => cellsOf(berth, FLEET[ship]!) ?? []));
  const open = shots.map((shot, cell) => shot === HIT && !wrecks.has(cell));
  const weights = shots.map(() => 0);
  for (const [ship, length] of FLEET.entries()) {
    if (shown[ship] !== NOWHERE) continue;
    for (let berth = 0; berth < BERTHS; berth++) {
      const cells = cellsOf(berth, length);
      if (!cells?.every((cell) => shots[cell] === NOT_FIRED_AT || open[cell])) continue;
      const weight = HIT_WEIGHT ** cells.filter((cell) => open[cell]).length;
      for (const cell of cells) if (shots[cell] === NOT_FIRED_AT) weights[cell]! += weight;
    }
  }
  return weights;
}

/** One of the cells with the highest weight. */
function likeliest(weights: readonly number[], rng: RngWords): Cell {
  const highest = Math.max(...weights);
  const best = [...weights.keys()].filter((cell) => weights[cell] === highest);
  return best[below(rng, best.length)]!;
}
