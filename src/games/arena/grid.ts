// Who is where, by coarse cells, so that a shot or a pickup need not ask every player.

import type { Seat } from '../kit/game.ts';
import { TILE } from './balance.ts';
import { isAlive, type World } from './world.ts';

const CELL = 4 * TILE;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The last living seat of each cell, and before each seat the one listed with it; -1 for none. */
  readonly last: Int16Array;
  readonly before: Int16Array;
}

export function gridOf({ players, map }: World): Grid {
  const columns = Math.ceil((map.width * TILE) / CELL);
  const rows = Math.ceil((map.height * TILE) / CELL);
  const last = new Int16Array(columns * rows).fill(-1);
  const before = new Int16Array(players.length);
  for (const [seat, player] of players.entries()) {
    if (!isAlive(player)) continue;
    const cell = Math.floor(player.y / CELL) * columns + Math.floor(player.x / CELL);
    before[seat] = last[cell]!;
    last[cell] = seat;
  }
  return { columns, rows, last, before };
}

/** The living seats of all cells that a rectangle touches, in no order that means anything. */
export function seatsWithin(
  { columns, rows, last, before }: Grid,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Seat[] {
  const seats: Seat[] = [];
  const lastRow = Math.min(Math.floor(bottom / CELL), rows - 1);
  const lastColumn = Math.min(Math.floor(right / CELL), columns - 1);
  for (let row = Math.max(Math.floor(top / CELL), 0); row <= lastRow; row++) {
    for (let column = Math.max(Math.floor(left / CELL), 0); column <= lastColumn; column++) {
      for (let seat = last[row * columns + column]!; seat >= 0; seat = before[seat]!) seats.push(seat);
    }
  }
  return seats;
}
