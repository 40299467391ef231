// A match that shall count no more: a cheater's, say. It keeps its log, its result and its place in the order.

import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { type Actor, record } from '../audit.ts';
import { takeFromGameDays } from '../statistics/game-days.ts';
import { voidPairing } from '../tournaments/outcomes.ts';
import { beginRebuild } from './rebuild.ts';
import type { Ladder } from './results.ts';
import { lockLadder } from './standings.ts';

export interface Voided {
  readonly voidedAt: Date;
  readonly reason: string;
  /** Where ratings are owed a rebuild; undefined when the match was never counted. */
  readonly ladder: Ladder | undefined;
}

/**
 * Voids a finished match and, in the same transaction, begins the rebuild of its ladder. Done twice, it says what the first
 * one did. Undefined when there is no such finished match.
 */
export async function voidMatch(db: Database, matchId: string, reason: string, by: Actor): Promise<Voided | undefined> {
  const { rows } = await db.pool.query<Ladder & { rated: boolean }>(
    `SELECT game, mode, season, rated FROM matches WHERE id = $1 AND status = 'finished'`,
    [matchId],
  );
  const [match] = rows;
  if (!match) return undefined;
  const { game, mode, season, rated } = match;
  const ladder = { game, mode, season };
  return transaction(db.pool, async (tx) => {
    // Nobody counts the match meanwhile.
    const cursors = rated ? await lockLadder(tx, ladder) : undefined;
    const { rowCount: first } = await tx.query(
      'UPDATE matches SET voided_at = now(), void_reason = $2 WHERE id = $1 AND voided_at IS NULL',
      [matchId, reason],
    );
    await voidPairing(tx, matchId);
    const { rows: state } = await tx.query<{ voidedAt: Date; reason: string; counted: boolean }>(
      `SELECT voided_at AS "voidedAt", void_reason AS reason,
              EXISTS (SELECT FROM rating_changes WHERE match_id = id) AS counted
       FROM matches WHERE id = $1`,
      [matchId],
    );
    const { counted, ...voided } = state[0]!;
    if (first === 1 && counted) await beginRebuild(tx, ladder, { restart: true });
    const owed = counted || (cursors !== undefined && cursors.rebuiltTo !== null);
    if (first === 1) {
      await record(tx, by, 'match.void', matchId, { reason });
      await takeFromGameDays(tx, matchId);
    }
    return { ...voided, ladder: owed ? ladder : undefined };
  });
}
