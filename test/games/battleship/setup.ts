// Battleship matches for tests.

import type { BattleshipAction } from '../../../src/games/battleship/actions.ts';
import { type Berth, type Cell, CELLS, FLEET, type PlacedShip, SIDE } from '../../../src/games/battleship/fleet.ts';
import { type BattleshipMode, modes } from '../../../src/games/battleship/modes.ts';
import { type BattleshipEntities, type BattleshipReason, rules } from '../../../src/games/battleship/rules.ts';
import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import type { Make } from '../../../src/games/kit/game.ts';
import { seeded } from '../../../src/games/kit/rng.ts';
import { seedOf } from '../driver.ts';

const make: Make<BattleshipEntities> = (_kind, fields) => fields;

/** One ship per row from the top left corner on. */
export const inRows: readonly Berth[] = [0, 10, 20, 30, 40];

export const shipsAt = (berths: readonly Berth[]): PlacedShip[] =>
  berths.map((berth, ship) => ({
    x: berth % SIDE,
    y: Math.floor((berth % CELLS) / SIDE),
    length: FLEET[ship]!,
    vertical: berth >= CELLS,
  }));

export const placing = (berths: readonly Berth[]): BattleshipAction => ({ type: 'place', ships: shipsAt(berths) });
export const firing = (cell: Cell): BattleshipAction => ({ type: 'fire', x: cell % SIDE, y: Math.floor(cell / SIDE) });

export const start = (mode: BattleshipMode = modes.untimed, seed = seedOf('battleship', 0)): BattleshipState =>
  rules.setup(make, mode, seeded(seed));

/** Acts if the rules allow it; else returns their reason. */
export function act(state: BattleshipState, seat: number, action: BattleshipAction): BattleshipReason | undefined {
  const reason = rules.refuse(state, seat, action);
  if (reason === undefined) rules.apply(state, seat, action, make);
  return reason;
}

/** A match whose fleets lie, both in rows unless told otherwise. */
export function placed(mode?: BattleshipMode, ...fleets: (readonly Berth[])[]): BattleshipState {
  const state = start(mode);
  for (const seat of [0, 1]) act(state, seat, placing(fleets[seat] ?? inRows));
  return state;
}

/** Shots in turn; throws at one that is refused. */
export function fireInTurn(state: BattleshipState, ...cells: Cell[]): BattleshipState {
  for (const cell of cells) {
    const reason = act(state, state.turn, firing(cell));
    if (reason) throw new Error(`a shot at ${cell} is refused: ${reason}`);
  }
  return state;
}

export function wait(state: BattleshipState, seconds: number): BattleshipState {
  for (let i = 0; i < seconds * rules.tickRate; i++) {
    state.tick += 1;
    if (state.ending === '') rules.step?.(state, [], make);
  }
  return state;
}
