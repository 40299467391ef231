// The arena has no better side: mirror where everybody is and what everybody wants, and the match is mirrored.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RESPAWN_DELAY, TILE } from '../../../src/games/arena/balance.ts';
import { type ArenaInput } from '../../../src/games/arena/input.ts';
import { isWall, mapFor, type Point } from '../../../src/games/arena/map.ts';
import { shotX, shotY } from '../../../src/games/arena/shots.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import { advance, put, startFor, want } from './setup.ts';

const SEATS = 6;
const map = mapFor(SEATS);
const [width, height] = [map.width * TILE, map.height * TILE];

interface Mirror {
  readonly point: (point: Point) => Point;
  readonly aim: (aim: number) => number;
  readonly move: (input: ArenaInput) => Pick<ArenaInput, 'moveX' | 'moveY'>;
}
const mirrors: Record<string, Mirror> = {
  'left to right': {
    point: ({ x, y }) => ({ x: width - x, y }),
    aim: (aim) => (128 - aim) & 255,
    move: ({ moveX, moveY }) => ({ moveX: 0 - moveX, moveY }),
  },
  'top to bottom': {
    point: ({ x, y }) => ({ x, y: height - y }),
    aim: (aim) => (256 - aim) & 255,
    move: ({ moveX, moveY }) => ({ moveX, moveY: 0 - moveY }),
  },
};

/** All that a mirror must keep: where everybody and every shot is, and how they are. */
const picture = (state: ArenaState, { point }: Pick<Mirror, 'point'>) => ({
  players: state.players.map(({ x, y, health, kills, deaths, readyTick }) => {
    const place = point({ x, y });
    return { place, health, kills, deaths, readyTick };
  }),
  shots: state.shots.map((shot) => {
    const end = point({ x: shotX(shot, shot.flight), y: shotY(shot, shot.flight) });
    return { end, seat: shot.seat, born: shot.born, flight: shot.flight };
  }),
});

const floor = Array.from({ length: map.width * map.height }, (_, tile) => [
  tile % map.width,
  Math.floor(tile / map.width),
])
  .filter(([column, row]) => !isWall(map, column!, row!) && column! < 25)
  .map(([column, row]) => ({ x: column! * TILE + TILE / 2, y: row! * TILE + TILE / 2 }));
const axis = fc.integer({ min: -1, max: 1 });
const input = fc
  .record({
    moveX: axis,
    moveY: axis,
    aim: fc.nat({ max: 255 }),
    fire: fc.nat({ max: 1 }),
    seenAgo: fc.nat({ max: 7 }),
  })
  .map(want);
const places = fc.array(fc.constantFrom(...floor), { minLength: SEATS, maxLength: SEATS });
const rounds = fc.array(fc.array(input, { minLength: SEATS, maxLength: SEATS }), { minLength: 1, maxLength: 11 });

describe('the arena', () => {
  it.each(Object.entries(mirrors))('[G3] [V5] mirrored from %s is the same game', (_, mirror) => {
    fc.assert(
      fc.property(places, rounds, (points, script) => {
        const [state, mirrored] = [startFor(SEATS), startFor(SEATS)];
        for (const [seat, point] of points.entries()) {
          put(state, seat, point.x, point.y);
          const { x, y } = mirror.point(point);
          put(mirrored, seat, x, y);
        }
        const reflect = (each: ArenaInput): ArenaInput => ({
          ...each,
          ...mirror.move(each),
          aim: mirror.aim(each.aim),
        });
        // Shorter than it takes to come back: of equally good places to return to, the first is not the mirror's first.
        expect(script.length * 8).toBeLessThan(RESPAWN_DELAY);
        for (const inputs of script) {
          advance(state, inputs, 8);
          advance(mirrored, inputs.map(reflect), 8);
          expect(picture(mirrored, { point: (point) => point })).toEqual(picture(state, mirror));
        }
      }),
      { numRuns: 300 },
    );
  });
});
