// The second, independent judge: plays a finished match again from its log before any rating moves.

import type { Database } from '../db/client.ts';
import { gameById } from '../games/index.ts';
import type { StoredLog } from '../replays/log-file.ts';
import { verify } from '../replays/verify.ts';
import { verifyEd25519 } from './ed25519.ts';
import type { Step } from './results.ts';
import { hashOfRules } from './rules-hash.ts';
import { sha256 } from './sha256.ts';
import { readLog } from './stored-logs.ts';

/**
 * Stores the verdict. Nothing follows for a match that is found false; its log is kept as evidence.
 * DECISION: no transaction is held while a log is played. A match judged twice at once gets the same verdict twice, of
 * which one counts.
 */
export const verifyMatch: Step = async (db, step, matchId) => {
  const match = await load(db, step, matchId);
  if (!match) return [];
  if (match.applied) return [matchId];
  const what = judge(match, await readLog(db.prisma, { id: matchId, head: match.head }));
  await db.pool.query({
    name: 'store-verdict',
    text: `
      WITH noted AS (INSERT INTO applied (consumer, match_id) SELECT $1, match_id FROM outbox WHERE match_id = $2
                     ON CONFLICT DO NOTHING RETURNING match_id),
           ended AS (DELETE FROM outbox WHERE match_id IN (TABLE noted) AND $3::text IS NOT NULL)
      UPDATE matches SET verified = $3 IS NULL, verdict = $3 WHERE id IN (TABLE noted)`,
    values: [step, matchId, what],
  });
  return what === null ? [matchId] : [];
};

interface Finished {
  readonly applied: boolean;
  readonly reason: string;
  readonly head: Uint8Array | null;
  readonly ranks: readonly number[];
  /** What this server believes: every key that it has signed by. */
  readonly keyIds: readonly string[];
  readonly publicKeys: readonly Uint8Array[];
}

/** Undefined when nothing is owed for the match. */
async function load(db: Database, step: string, matchId: string): Promise<Finished | undefined> {
  const { rows } = await db.pool.query<Finished>({
    name: 'load-finished',
    text: `
      SELECT EXISTS (SELECT FROM applied WHERE consumer = $1 AND match_id = id) AS applied, reason, head,
             ARRAY(SELECT rank FROM match_seats WHERE match_seats.match_id = id ORDER BY seat) AS ranks,
             ARRAY(SELECT log_keys.id FROM log_keys ORDER BY log_keys.id) AS "keyIds",
             ARRAY(SELECT public_key FROM log_keys ORDER BY log_keys.id) AS "publicKeys"
      FROM matches JOIN outbox ON match_id = id WHERE id = $2`,
    values: [step, matchId],
  });
  return rows[0];
}

/** What is wrong with the match, or null. */
function judge({ keyIds, publicKeys, ranks, reason }: Finished, log: StoredLog): string | null {
  const keys = new Map(keyIds.map((id, i) => [id, publicKeys[i]!]));
  const verdict = verify(log, { gameById, sha256, rulesHash: hashOfRules, trust: { keys, verifyEd25519 } });
  if (!verdict.verified) return verdict.what;
  // The row that is rated must say what the log says.
  const same = verdict.outcome.reason === reason && verdict.outcome.ranks.join() === ranks.join();
  return same ? null : 'the stored result is not the one of the log';
}
