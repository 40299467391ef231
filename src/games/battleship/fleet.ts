// Ships on the grid: the classic fleet, where a ship may lie, and fleets placed at random.

import type { RngWords } from '../kit/game.ts';
import { below } from '../kit/rng.ts';

export const SIDE = 10;
export const CELLS = SIDE * SIDE;
/** Lengths by ship: carrier, battleship, cruiser, submarine, destroyer. */
export const FLEET = [5, 4, 3, 3, 2] as const;

/** 10 · y + x, row by row. */
export type Cell = number;
/** The cell of a ship's left or upper end, plus 100 when it lies vertically. */
export type Berth = number;
export const BERTHS = 2 * CELLS;
export const NOWHERE: Berth = -1;

/** What became of a cell. */
export const NOT_FIRED_AT = 0;
export const MISS = 1;
export const HIT = 2;

/** A ship as a client places it; it extends to the right, or down when vertical. */
export interface PlacedShip {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly vertical: boolean;
}

export type Misplacement = 'wrong_fleet' | 'out_of_bounds' | 'ships_overlap';

/** The cells of a ship; undefined when it would leave the grid. */
export function cellsOf(berth: Berth, length: number): readonly Cell[] | undefined {
  return berthCells[length]?.[berth];
}

/** By length, then by berth. */
const berthCells: readonly (readonly (readonly Cell[] | undefined)[])[] = Array.from({ length: 6 }, (_, length) =>
  Array.from({ length: BERTHS }, (_, berth) => {
    const first = berth % CELLS;
    const vertical = berth >= CELLS;
    const along = vertical ? Math.floor(first / SIDE) : first % SIDE;
    if (along + length > SIDE) return undefined;
    return Array.from({ length }, (_, i) => first + i * (vertical ? SIDE : 1));
  }),
);

/** Why ships can't be placed like this, or undefined. Ships may touch. */
export function misplacement(ships: readonly PlacedShip[]): Misplacement | undefined {
  const lengths = ships.map(({ length }) => length).sort((a, b) => b - a);
  if (lengths.join() !== FLEET.join()) return 'wrong_fleet';
  const taken = new Set<Cell>();
  for (const [ship, berth] of berthsOf(ships).entries()) {
    const cells = cellsOf(berth, FLEET[ship]!);
    if (!cells) return 'out_of_bounds';
    if (cells.some((cell) => taken.has(cell))) return 'ships_overlap';
    for (const cell of cells) taken.add(cell);
  }
  return undefined;
}

/** Berths by ship, in the order of the fleet; ships of one length keep the order in which they were given. */
export const berthsOf = (ships: readonly PlacedShip[]): Berth[] =>
  ships.toSorted((a, b) => b.length - a.length).map(({ x, y, vertical }) => y * SIDE + x + (vertical ? CELLS : 0));

/** The ship that lies on a cell, or -1. */
export function shipAt(berths: Iterable<Berth>, cell: Cell): number {
  let ship = 0;
  for (const berth of berths) {
    if (cellsOf(berth, FLEET[ship]!)?.includes(cell)) return ship;
    ship++;
  }
  return -1;
}

/** A legal fleet: each ship, the longest first, wherever there still is room for it. */
export function randomFleet(rng: RngWords): Berth[] {
  const taken = new Set<Cell>();
  return FLEET.map((length) => {
    for (;;) {
      const berth = below(rng, BERTHS);
      const cells = cellsOf(berth, length);
      if (!cells || cells.some((cell) => taken.has(cell))) continue;
      for (const cell of cells) taken.add(cell);
      return berth;
    }
  });
}
