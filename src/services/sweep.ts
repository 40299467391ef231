// Takes away what time has made worthless: sessions that are over, rate limits' windows, the queue's old figures, answers
// kept for requests that come again, what has been read, share links that open nothing any more, and how obscenities were
// written.

import type { Database } from '../db/client.ts';
import { accessTokenSeconds } from './access-tokens.ts';
import { keptHours } from './idempotency.ts';
import { repeat, type Repeated } from './repeat.ts';

const sweepEveryMs = 60_000;
/** A session stays as long as its tokens could be shown: other processes read from it that it has ended. One goes on after a ban. */
const keepEndedSeconds = 2 * accessTokenSeconds;
/** Within this time what is obscene can be reported as it was written. */
const keepOriginalDays = 7;
const keepReadDays = 30;
/** So long who opens a share link is told that it is over. */
const keepOverDays = 30;

/** Any number of processes may sweep. */
export function startSweep(db: Database, onError: (error: Error) => void): Repeated {
  return repeat(sweepEveryMs, () => sweepOnce(db), onError);
}

export async function sweepOnce({ pool }: Database): Promise<void> {
  await pool.query('DELETE FROM rate_limits WHERE resets_at < now()');
  await pool.query(`DELETE FROM made_matches WHERE made_at < now() - interval '30 days'`);
  await pool.query(
    `DELETE FROM sessions WHERE expires_at < now()
       OR (ended_at < now() - make_interval(secs => $1) AND end_reason <> 'banned')`,
    [keepEndedSeconds],
  );
  await pool.query('DELETE FROM idempotent_requests WHERE created_at < now() - make_interval(hours => $1)', [
    keptHours,
  ]);
  await pool.query('DELETE FROM originals WHERE at < now() - make_interval(days => $1)', [keepOriginalDays]);
  await pool.query('DELETE FROM notifications WHERE read_at < now() - make_interval(days => $1)', [keepReadDays]);
  await pool.query(
    `DELETE FROM match_links WHERE expires_at < now() - make_interval(days => $1)
       OR revoked_at < now() - make_interval(days => $1)`,
    [keepOverDays],
  );
}
