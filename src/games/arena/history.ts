// Where players were in the last ticks, for shots of those who saw the world late (lag compensation).

import { REMEMBERED } from './balance.ts';
import type { Player } from './state.ts';

/** Both coordinates in one word, since a word of a state costs as much as a coordinate. */
const pack = (x: number, y: number): number => x * 65536 + y;

export const pastAt = (x: number, y: number): number[] => Array.from({ length: REMEMBERED }, () => pack(x, y));

export function remember(player: Player, tick: number): void {
  player.past[tick % REMEMBERED] = pack(player.x, player.y);
}

/** Who comes back was nowhere else before: no shot hits it where it died. */
export function forget(player: Player): void {
  for (let i = 0; i < REMEMBERED; i++) player.past[i] = pack(player.x, player.y);
}

/** The square of the distance between a point and where a player was in one of the last ticks. */
export function distanceSquaredThen(player: Player, tick: number, x: number, y: number): number {
  const then = player.past[tick % REMEMBERED]!;
  return ((then >>> 16) - x) ** 2 + ((then & 65535) - y) ** 2;
}
