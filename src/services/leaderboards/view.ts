// What is looked at of a board: a page, the neighbours of a player, the place of who asks; all of one moment.

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { Boards } from '../boards/index.ts';
import { entriesOf } from '../boards/in-postgres.ts';
import { type RankedEntry, readFew, type WindowQuery } from '../boards/window.ts';
import { type Page, pageOf, type PageRequest, readCursor } from '../page.ts';
import { Refused } from '../refused.ts';

export interface BoardRequest extends PageRequest {
  /** Among this player and their friends only. */
  readonly friendsOf?: string | undefined;
  /** Whose neighbours are shown, too. */
  readonly around?: string | undefined;
  /** Whose own place is told. */
  readonly playerId?: string | undefined;
}

/** All null: not on the board. */
interface Place {
  readonly rank: number | null;
  /** Of the board's players, the percentage that is not above this one, itself included. */
  readonly percentile: number | null;
  readonly score: number | null;
}

export interface BoardView extends Page<RankedEntry> {
  readonly players: number;
  readonly around?: readonly RankedEntry[];
  readonly me?: Place;
}

/** Five above a player, and five below. */
const neighbourhood = 11;

const cursorKeys = z.tuple([z.number(), z.uuid()]);

export async function viewBoard(
  db: Database,
  boards: Boards,
  board: string,
  { cursor, limit, around, friendsOf, playerId }: BoardRequest,
): Promise<BoardView | Refused<'bad-cursor'>> {
  const keys = readCursor(cursor, cursorKeys);
  if (keys instanceof Refused) return keys;
  const queries: WindowQuery[] = [
    { after: keys && { score: keys[0], playerId: keys[1] }, limit: limit + 1 },
    ...(around === undefined ? [] : [{ around, limit: neighbourhood }]),
    ...(playerId === undefined || playerId === around ? [] : [{ around: playerId, limit: 1 }]),
  ];
  const { windows, players } =
    friendsOf === undefined
      ? await boards.read(board, queries)
      : readFew(await entriesOf(boards.run, board, await circleOf(db, friendsOf)), queries);
  return {
    players,
    ...pageOf(windows[0]!, limit, (entry) => [entry.score, entry.playerId]),
    ...(around !== undefined && { around: windows[1]! }),
    ...(playerId !== undefined && {
      me: placeOf(
        windows.at(-1)!.find((entry) => entry.playerId === playerId),
        players,
      ),
    }),
  };
}

/** With two digits, rounded down: 100 has only who has nobody above. */
export function placeOf(entry: RankedEntry | undefined, players: number): Place {
  if (!entry) return { rank: null, percentile: null, score: null };
  const { rank, score } = entry;
  return { rank, percentile: Math.floor((10_000 * (players - rank + 1)) / players) / 100, score };
}

async function circleOf({ prisma }: Database, playerId: string): Promise<string[]> {
  const friends = await prisma.friend.findMany({ where: { playerId }, select: { friendId: true } });
  return [playerId, ...friends.map(({ friendId }) => friendId)];
}
