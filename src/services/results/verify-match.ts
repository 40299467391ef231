// The second, independent judge: plays finished matches again from their logs before any rating moves.

import type { Step } from './index.ts';

/**
 * Stores the verdicts. Nothing follows for a match that is found false; its log is kept as evidence.
 * DECISION: no transaction is held while logs are played. A match judged twice at once gets the same verdict twice, of
 * which one counts.
 */
export const verifyMatches: Step = async (db, step, matchIds, plays) => {
  const { rows: owed } = await db.pool.query<{ matchId: string; applied: boolean }>({
    name: 'owed-verdicts',
    text: `SELECT match_id AS "matchId",
                  EXISTS (SELECT FROM applied WHERE consumer = $1 AND match_id = outbox.match_id) AS applied
           FROM outbox WHERE match_id = ANY($2::uuid[])`,
    values: [step, matchIds],
  });
  const due = owed.filter(({ applied }) => !applied).map(({ matchId }) => matchId);
  const played = await plays(db.prisma, due);
  const faults = due.map((matchId) => played.get(matchId)!.fault);
  if (due.length > 0) await db.pool.query({ name: 'store-verdicts', text: store, values: [step, due, faults] });
  return owed
    .filter(({ applied, matchId }) => applied || played.get(matchId)!.fault === null)
    .map((one) => one.matchId);
};

const store = `
  WITH judged AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS judged (match_id, fault)),
       noted AS (INSERT INTO applied (consumer, match_id) SELECT $1, match_id FROM outbox JOIN judged USING (match_id)
                 ORDER BY match_id ON CONFLICT DO NOTHING RETURNING match_id),
       ended AS (DELETE FROM outbox USING judged
                 WHERE outbox.match_id = judged.match_id AND judged.match_id IN (TABLE noted) AND fault IS NOT NULL)
  UPDATE matches SET verified = fault IS NULL, verdict = fault FROM judged
  WHERE id = judged.match_id AND id IN (TABLE noted)`;
