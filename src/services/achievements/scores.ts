// Scores as they are stored, which is what achievements are counted from.

import type { Score } from '../../achievements/kit.ts';
import type { Transaction } from '../results.ts';

export interface PlayerScore extends Score {
  readonly playerId: string;
  /** The match's, or as the title calls it. */
  readonly id: string;
  readonly score: number;
  readonly at: Date;
  /** Null for a title's. */
  readonly matchId: string | null;
}

/** The order in which scores count: by time, and of one millisecond by id. */
export function inOrder(a: Pick<PlayerScore, 'at' | 'id'>, b: Pick<PlayerScore, 'at' | 'id'>): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Returns those that were not there yet, in order. */
export async function insertScores(tx: Transaction, scores: readonly PlayerScore[]): Promise<PlayerScore[]> {
  const inserted = await tx.score.createManyAndReturn({
    data: scores.map((score) => ({ ...score })),
    skipDuplicates: true,
  });
  return inserted.map(toScore).sort(inOrder);
}

/** All scores of these players, in order. */
export async function scoresOf(tx: Transaction, playerIds: readonly string[]): Promise<PlayerScore[]> {
  if (playerIds.length === 0) return [];
  const rows = await tx.score.findMany({ where: { playerId: { in: [...playerIds] } } });
  return rows.map(toScore).sort(inOrder);
}

type Row = Awaited<ReturnType<Transaction['score']['findMany']>>[number];

/** Feats are written here alone. */
const toScore = (row: Row): PlayerScore => ({ ...row, feats: row.feats as Record<string, number> });
