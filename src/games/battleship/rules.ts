// The rules of battleship as the house plays them: what a seat may do and what it leads to. See RULES.md.

import type { Make, Rules, Seat } from '../kit/game.ts';
import type { BattleshipAction } from './actions.ts';
import { berthsOf, type Cell, CELLS, cellsOf, FLEET, HIT, misplacement, MISS } from './fleet.ts';
import { NOT_FIRED_AT, NOWHERE, randomFleet, shipAt, SIDE } from './fleet.ts';
import { type BattleshipMode, modes } from './modes.ts';
import type { BattleshipState, Waters } from './state.ts';

const TICK_RATE = 10;
export const NOBODY: Seat = -1;

const reasons = [
  'already_placed',
  'wrong_fleet',
  'out_of_bounds',
  'ships_overlap',
  'still_placing',
  'not_your_turn',
  'already_fired_there',
] as const;
export type BattleshipReason = (typeof reasons)[number];

type Ending = 'fleet_sunk' | 'resignation' | 'time' | 'abandonment';

export interface BattleshipEntities {
  state: BattleshipState;
  waters: Waters;
}

export const rules: Rules<BattleshipState, BattleshipAction, BattleshipReason, BattleshipMode, BattleshipEntities> = {
  id: 'battleship',
  version: 1,
  tickRate: TICK_RATE,
  modes,
  defaultMode: 'classic',
  reasons,

  setup: (make, { clock }, rng) =>
    make('state', {
      tick: 0,
      waters: [emptyWaters(make), emptyWaters(make)],
      turn: NOBODY,
      turnTick: 0,
      limits: clock ? [clock.placementSeconds * TICK_RATE, clock.moveSeconds * TICK_RATE] : [],
      rng,
      winner: NOBODY,
      ending: '',
    }),

  refuse(state, seat, action) {
    switch (action.type) {
      case 'place':
        return state.waters[seat]!.ready ? 'already_placed' : misplacement(action.ships);
      case 'fire':
        return refuseShot(state, seat, cellAt(action));
      case 'resign':
        return undefined;
    }
  },

  apply(state, seat, action) {
    switch (action.type) {
      case 'place':
        return place(state, seat, berthsOf(action.ships));
      case 'fire':
        return fire(state, seat, cellAt(action));
      case 'resign':
        return end(state, 1 - seat, 'resignation');
    }
  },

  step(state) {
    const limit = state.limits[state.turn === NOBODY ? 0 : 1];
    if (limit === undefined || state.tick - state.turnTick < limit) return;
    if (state.turn === NOBODY) placeTheRest(state);
    else end(state, 1 - state.turn, 'time');
  },

  leave: (state, seat) => end(state, 1 - seat, 'abandonment'),
  turn: ({ turn }) => (turn === NOBODY ? undefined : turn),
  outcome({ winner, ending }) {
    if (ending === '') return undefined;
    return { ranks: winner === 0 ? [1, 2] : [2, 1], reason: ending };
  },
  view: (state, seat) => [state.waters[seat]!],
};

const cellAt = ({ x, y }: { readonly x: number; readonly y: number }): Cell => y * SIDE + x;

const emptyWaters = (make: Make<BattleshipEntities>): Waters =>
  make('waters', {
    ready: false,
    shots: Array.from({ length: CELLS }, () => NOT_FIRED_AT),
    shown: FLEET.map(() => NOWHERE),
    ships: [],
  });

/** Begins the battle once both fleets lie. */
function place(state: BattleshipState, seat: Seat, berths: readonly number[]): void {
  const waters = state.waters[seat]!;
  waters.ships.push(...berths);
  waters.ready = true;
  if (state.waters.every(({ ready }) => ready)) passTurn(state, 0);
}

function placeTheRest(state: BattleshipState): void {
  for (const [seat, { ready }] of state.waters.entries()) if (!ready) place(state, seat, randomFleet(state.rng));
}

function passTurn(state: BattleshipState, seat: Seat): void {
  state.turn = seat;
  state.turnTick = state.tick;
}

function refuseShot(state: BattleshipState, seat: Seat, cell: Cell): BattleshipReason | undefined {
  if (state.turn === NOBODY) return 'still_placing';
  if (state.turn !== seat) return 'not_your_turn';
  return state.waters[1 - seat]!.shots[cell] === NOT_FIRED_AT ? undefined : 'already_fired_there';
}

function fire(state: BattleshipState, seat: Seat, cell: Cell): void {
  const waters = state.waters[1 - seat]!;
  const ship = shipAt(waters.ships, cell);
  waters.shots[cell] = ship < 0 ? MISS : HIT;
  if (isSunk(waters, ship)) waters.shown[ship] = waters.ships[ship]!;
  if (waters.shown.includes(NOWHERE)) passTurn(state, 1 - seat);
  else end(state, seat, 'fleet_sunk');
}

function isSunk({ ships, shots }: Waters, ship: number): boolean {
  const cells = ship < 0 ? undefined : cellsOf(ships[ship]!, FLEET[ship]!);
  return cells?.every((cell) => shots[cell] === HIT) ?? false;
}

/** Ends the match, and shows what was hidden. */
function end(state: BattleshipState, winner: Seat, ending: Ending): void {
  for (const { ships, shown } of state.waters) {
    for (const [ship, berth] of ships.entries()) if (shown[ship] !== berth) shown[ship] = berth;
  }
  state.winner = winner;
  state.ending = ending;
}
