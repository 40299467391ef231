// How a tournament's pairings come to their results: from verified matches, from who did not appear, and from what could
// not be played. Each is written once.

import type { Transaction } from '../../db/client.ts';
import type { Sql } from './rows.ts';

/**
 * The `tournaments` step: what verified matches were for their tournaments. Most are of none. Whoever voids one of them now
 * waits, and voids what is taken here.
 */
export async function takeResults(tx: Transaction, matchIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH kept AS (
      UPDATE appointments SET closed_at = now(), "end" = 'played'
      WHERE match_id = ANY(${[...matchIds]}::uuid[]) AND closed_at IS NULL RETURNING id, match_id
    ), ranked AS (
      SELECT kept.id AS appointment, voided_at IS NOT NULL AS voided,
             (SELECT rank FROM match_seats WHERE match_id = matches.id AND seat = 0) AS first,
             (SELECT rank FROM match_seats WHERE match_id = matches.id AND seat = 1) AS second
      FROM matches JOIN kept ON match_id = matches.id FOR SHARE OF matches
    )
    UPDATE tournament_pairings
    SET result = CASE WHEN voided THEN 'voided' ELSE 'played' END::"PairingResult",
        first_halves = CASE WHEN voided THEN 0 ELSE 1 + sign(second - first) END,
        second_halves = CASE WHEN voided THEN 0 ELSE 1 + sign(first - second) END
    FROM ranked WHERE appointment_id = appointment AND result IS NULL`;
}

/** A match that counts no more counts for nobody in its tournament, either. */
export async function voidPairing(sql: Sql, matchId: string): Promise<void> {
  await sql.query(
    `UPDATE tournament_pairings SET result = 'voided', first_halves = 0, second_halves = 0
     FROM appointments WHERE appointments.id = appointment_id AND match_id = $1 AND result = 'played'`,
    [matchId],
  );
}

/** Who did not appear has lost, and is paired no more until they say that they are back; what failed is nobody's fault. */
export async function settleUnplayed(sql: Sql): Promise<void> {
  await sql.query(`
    WITH settled AS (
      UPDATE tournament_pairings
      SET result = CASE WHEN "end" = 'missed' THEN 'forfeit' ELSE 'unplayed' END::"PairingResult",
          first_halves = CASE WHEN "end" = 'failed' THEN 1 WHEN first_id = ANY(came) THEN 2 ELSE 0 END,
          second_halves = CASE WHEN "end" = 'failed' THEN 1 WHEN second_id = ANY(came) THEN 2 ELSE 0 END
      FROM appointments
      WHERE appointments.id = appointment_id AND result IS NULL AND "end" IN ('missed', 'failed')
      RETURNING tournament_id, first_id, second_id, "end", came
    )
    UPDATE tournament_entries AS entry SET withdrawn_at = now() FROM settled
    WHERE entry.tournament_id = settled.tournament_id AND entry.player_id IN (first_id, second_id)
      AND "end" = 'missed' AND NOT entry.player_id = ANY(came) AND withdrawn_at IS NULL`);
}
