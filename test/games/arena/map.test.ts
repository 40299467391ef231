// The ground: the same from every corner, all of it within reach, and as large as its crowd.

import { describe, expect, it } from 'vitest';

import { PLAYER_HALF, TILE } from '../../../src/games/arena/balance.ts';
import { type ArenaMap, isFree, isWall, mapFor, type Point } from '../../../src/games/arena/map.ts';

const everyTile = ({ width, height }: ArenaMap): [column: number, row: number][] =>
  Array.from({ length: width * height }, (_, tile) => [tile % width, Math.floor(tile / width)]);
const inOrder = (points: readonly Point[]): string[] => points.map(({ x, y }) => `${x} ${y}`).toSorted();

describe('the map', () => {
  it.each([4, 8, 50, 500])('[G3] for %i seats mirrors left to right and top to bottom', (seats) => {
    const map = mapFor(seats);
    for (const [column, row] of everyTile(map)) {
      expect(isWall(map, map.width - 1 - column, row)).toBe(isWall(map, column, row));
      expect(isWall(map, column, map.height - 1 - row)).toBe(isWall(map, column, row));
    }
    for (const points of [map.spawns, map.health, map.powerUps]) {
      expect(inOrder(points.map(({ x, y }) => ({ x: map.width * TILE - x, y })))).toEqual(inOrder(points));
      expect(inOrder(points.map(({ x, y }) => ({ x, y: map.height * TILE - y })))).toEqual(inOrder(points));
    }
  });

  it.each([2, 4, 50])('[G3] for %i seats can be walked from anywhere to anywhere', (seats) => {
    const map = mapFor(seats);
    const open = everyTile(map).filter(([column, row]) => !isWall(map, column, row));
    const reached = new Set<string>([String(open[0])]);
    for (const tile of reached) {
      const [column, row] = tile.split(',').map(Number) as [number, number];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        if (!isWall(map, column + dx, row + dy)) reached.add(`${column + dx},${row + dy}`);
      }
    }
    expect(reached.size).toBe(open.length);
  });

  it.each([1, 2, 4, 8, 50, 200, 500, 600])('[G3] for %i seats gives each a start of its own, and room', (seats) => {
    const map = mapFor(seats);
    const starts = map.starts.slice(0, seats);
    expect(new Set(inOrder(starts)).size).toBe(seats);
    for (const { x, y } of map.starts) expect(isFree(map, x, y, PLAYER_HALF)).toBe(true);
    expect(Math.max(map.width, map.height) * TILE).toBeLessThan(2 ** 16);
  });

  it('[G3] says when a crowd is too large', () => {
    expect(() => mapFor(1_000)).toThrow('no arena holds 1000 seats');
  });
});
