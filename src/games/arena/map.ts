// The arena's ground: one hand-made pattern for four, repeated side by side until every seat has a start.
// The pattern mirrors left to right and top to bottom, so no corner is better than another.

import { TILE } from './balance.ts';

/** `#` wall, 0…3 where these seats start, `s` further spawn points, `+` health, `*` power-ups. Beyond the edge is wall. */
const PATTERN = [
  '.........................',
  '.0.....#.........#.....3.',
  '...##..#....s....#..##...',
  '...#.................#...',
  '.........##.*.##.........',
  '..+..#.............#..+..',
  '.....#..#.......#..#.....',
  '.##.....#..#.#..#.....##.',
  '...s........*........s...',
  '.##.....#..#.#..#.....##.',
  '.....#..#.......#..#.....',
  '..+..#.............#..+..',
  '.........##.*.##.........',
  '...#.................#...',
  '...##..#....s....#..##...',
  '.2.....#.........#.....1.',
  '.........................',
] as const;
const WIDTH = PATTERN[0].length;
const HEIGHT = PATTERN.length;
const STARTS = '0123';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ArenaMap {
  /** In tiles. */
  readonly width: number;
  readonly height: number;
  /** 1 where a wall is, row by row. */
  readonly walls: Uint8Array;
  /** Where each seat starts; then all points where one may come back. */
  readonly starts: readonly Point[];
  readonly spawns: readonly Point[];
  readonly health: readonly Point[];
  readonly powerUps: readonly Point[];
}

const maps = new Map<number, ArenaMap>();

/** The ground for so many seats: about square, at most 255 tiles a side, which is enough for 600. */
export function mapFor(seats: number): ArenaMap {
  const copies = Math.ceil(seats / STARTS.length);
  const known = maps.get(copies);
  if (known) return known;
  const across = Math.round(Math.sqrt((copies * HEIGHT) / WIDTH));
  const map = lay(across, Math.ceil(copies / across));
  if (Math.max(map.width, map.height) > 255) throw new Error(`no arena holds ${seats} seats`);
  maps.set(copies, map);
  return map;
}

function lay(across: number, down: number): ArenaMap {
  const rows = Array.from({ length: down * HEIGHT }, (_, row) => PATTERN[row % HEIGHT]!.repeat(across));
  const tiles = rows.flatMap((row) => row.split(''));
  const width = across * WIDTH;
  const centre = (tile: number): Point => ({
    x: (tile % width) * TILE + TILE / 2,
    y: Math.floor(tile / width) * TILE + TILE / 2,
  });
  const places = (marks: string): Point[] =>
    tiles.flatMap((mark, tile) => (marks.includes(mark) ? [centre(tile)] : []));
  const corners = STARTS.split('').map(places);
  return {
    width,
    height: rows.length,
    walls: Uint8Array.from(tiles, (mark) => (mark === '#' ? 1 : 0)),
    starts: corners[0]!.flatMap((_, copy) => corners.map((corner) => corner[copy]!)),
    spawns: places(`${STARTS}s`),
    health: places('+'),
    powerUps: places('*'),
  };
}

export const isWall = (map: ArenaMap, column: number, row: number): boolean =>
  column < 0 || row < 0 || column >= map.width || row >= map.height || map.walls[row * map.width + column] === 1;

/** Whether a square around a point touches no wall; its edge may lie on a wall's. */
export function isFree(map: ArenaMap, x: number, y: number, half: number): boolean {
  const right = Math.floor((x + half - 1) / TILE);
  const bottom = Math.floor((y + half - 1) / TILE);
  for (let row = Math.floor((y - half) / TILE); row <= bottom; row++) {
    for (let column = Math.floor((x - half) / TILE); column <= right; column++) {
      if (isWall(map, column, row)) return false;
    }
  }
  return true;
}
