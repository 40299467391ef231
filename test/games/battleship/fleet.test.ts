// Where ships may lie.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  berthsOf,
  BERTHS,
  cellsOf,
  FLEET,
  misplacement,
  randomFleet,
  shipAt,
} from '../../../src/games/battleship/fleet.ts';
import { seeded } from '../../../src/games/kit/rng.ts';
import { seedOf } from '../driver.ts';
import { inRows, shipsAt } from './setup.ts';

describe('a ship', () => {
  it('[G3] extends to the right, or down', () => {
    expect(cellsOf(23, 3)).toEqual([23, 24, 25]);
    expect(cellsOf(123, 3)).toEqual([23, 33, 43]);
  });

  it('[G3] does not leave the grid, nor go on in the next row', () => {
    expect(cellsOf(16, 5)).toBeUndefined();
    expect(cellsOf(15, 5)).toEqual([15, 16, 17, 18, 19]);
    expect(cellsOf(169, 4)).toEqual([69, 79, 89, 99]);
    expect(cellsOf(179, 4)).toBeUndefined();
    for (const length of FLEET) {
      const berths = Array.from({ length: BERTHS }, (_, berth) => cellsOf(berth, length)).filter(Boolean);
      expect(berths).toHaveLength(2 * 10 * (11 - length));
    }
  });
});

describe('a fleet', () => {
  const ships = shipsAt(inRows);

  it('[G3] may be given in any order', () => {
    expect(misplacement(ships)).toBeUndefined();
    expect(misplacement(ships.toReversed())).toBeUndefined();
    expect(berthsOf(ships)).toEqual(inRows);
    expect(berthsOf(ships.toReversed())).toEqual([0, 10, 30, 20, 40]);
  });

  it.each([
    ['wrong_fleet', ships.with(4, { ...ships[4]!, length: 3 })],
    ['wrong_fleet', ships.slice(1)],
    ['out_of_bounds', ships.with(0, { ...ships[0]!, x: 6 })],
    ['out_of_bounds', ships.with(1, { ...ships[1]!, x: 9, y: 7, vertical: true })],
    ['ships_overlap', ships.with(2, { ...ships[2]!, x: 3, y: 0, vertical: true })],
    ['ships_overlap', ships.with(3, { ...ships[2]! })],
  ])('[V1] is refused as %s', (reason, wrong) => {
    expect(misplacement(wrong)).toBe(reason);
  });

  it('[G3] placed at random is legal, and lies anywhere', () => {
    const seen = new Set<number>();
    for (let n = 0; n < 2_000; n++) {
      const fleet = randomFleet(seeded(seedOf('fleet', n)));
      expect(misplacement(shipsAt(fleet))).toBeUndefined();
      for (const [ship, berth] of fleet.entries()) for (const cell of cellsOf(berth, FLEET[ship]!)!) seen.add(cell);
    }
    expect(seen.size).toBe(100);
  });

  it('[G3] has one ship on a cell, or none', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999 }), fc.nat({ max: 99 }), (n, cell) => {
        const fleet = randomFleet(seeded(seedOf('cell', n)));
        const there = fleet.flatMap((berth, ship) => (cellsOf(berth, FLEET[ship]!)!.includes(cell) ? [ship] : []));
        expect(there[0] ?? -1).toBe(shipAt(fleet, cell));
        expect(there.length).toBeLessThan(2);
      }),
    );
  });
});
