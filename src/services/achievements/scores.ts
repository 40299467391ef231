// Scores as they are stored, which is what achievements are counted from.

import type { Transaction } from '../../db/client.ts';
import type { Score } from '../../achievements/kit.ts';

export interface PlayerScore extends Score {
  readonly playerId: string;
  /** The match's, or as the title calls it. */
  readonly id: string;
  readonly score: number;
  readonly at: Date;
}

/** The order in which scores count: by time, and of one millisecond by id. */
export function inOrder(a: Pick<PlayerScore, 'at' | 'id'>, b: Pick<PlayerScore, 'at' | 'id'>): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Returns those that were not there yet, in order. */
export async function insertScores(tx: Transaction, scores: readonly PlayerScore[]): Promise<PlayerScore[]> {
  const inserted = await tx.$queryRaw<{ playerId: string; game: string; id: string }[]>`
    INSERT INTO scores (player_id, game, id, mode, score, points, at, match_id, feats)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) AS new (
      "playerId" uuid, game text, id uuid, mode text, score float8, points int, at timestamptz, "matchId" uuid, feats jsonb)
    ON CONFLICT DO NOTHING RETURNING player_id AS "playerId", game, id`;
  // Of two that are one and the same, the first one was inserted.
  const given = new Map(scores.toReversed().map((score) => [keyOf(score), score]));
  return inserted.map((row) => given.get(keyOf(row))!).sort(inOrder);
}

const keyOf = ({ playerId, game, id }: Pick<PlayerScore, 'playerId' | 'game' | 'id'>): string =>
  JSON.stringify([playerId, game, id]);

/** All scores of these players, in order. */
export async function scoresOf(tx: Transaction, playerIds: readonly string[]): Promise<PlayerScore[]> {
  if (playerIds.length === 0) return [];
  const rows = await tx.score.findMany({ where: { playerId: { in: [...playerIds] } } });
  return rows.map(toScore).sort(inOrder);
}

type Row = Awaited<ReturnType<Transaction['score']['findMany']>>[number];

/** Feats are written here alone. */
const toScore = (row: Row): PlayerScore => ({ ...row, feats: row.feats as Record<string, number> });
