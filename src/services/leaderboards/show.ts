// A board's entries as they are shown: with the names of now, and on ladders with standings. One query for all of them.

import type { Database } from '../../db/client.ts';
import type { Rating } from '../../db/generated/client.ts';
import type { RankedEntry } from '../boards/window.ts';
import type { Ladder } from '../ladders/results.ts';
import { toStanding } from '../ladders/standing.ts';

/** How an entry is shown; nothing for one that a rebuild takes away at this moment. */
export type Look<Item> = (entry: RankedEntry) => readonly Item[];

export async function lookAtScores({ pool }: Database, entries: readonly RankedEntry[]) {
  const { rows } = await pool.query<{ id: string; name: string }>({
    name: 'board-players',
    text: 'SELECT id, name FROM players WHERE id = ANY($1::uuid[])',
    values: [idsOf(entries)],
  });
  const byId = new Map(rows.map((player) => [player.id, player]));
  return ({ rank, playerId, score }: RankedEntry) => [{ rank, player: byId.get(playerId)!, score }];
}

export async function lookAtRatings(
  { pool }: Database,
  { game, mode, season }: Ladder,
  entries: readonly RankedEntry[],
) {
  const { rows } = await pool.query<Rating & { name: string }>({
    name: 'board-standings',
    text: `SELECT player_id AS "playerId", name, game, mode, season, rating, deviation, volatility, games, wins, draws, losses,
                  played_at AS "playedAt"
           FROM ratings JOIN players ON players.id = player_id
           WHERE game = $1 AND mode = $2 AND season = $3 AND player_id = ANY($4::uuid[])`,
    values: [game, mode, season, idsOf(entries)],
  });
  const byId = new Map(rows.map((row) => [row.playerId, row]));
  return ({ rank, playerId: id, score }: RankedEntry) => {
    const row = byId.get(id);
    return row ? [{ rank, player: { id, name: row.name }, ...toStanding(row), rating: score }] : [];
  };
}

const idsOf = (entries: readonly RankedEntry[]): string[] => entries.map(({ playerId }) => playerId);
