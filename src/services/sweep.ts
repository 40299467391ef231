// Takes away what time has made worthless: sessions that are over, rate limits' windows, the queue's old figures, answers
// kept for requests that come again, what has been read, share links that open nothing any more, how obscenities were
// written, and ranges of scores that nobody is in.

import type { Database } from '../db/client.ts';
import { accessTokenSeconds } from './accounts/access-tokens.ts';
import { sweepCounts } from './boards/place.ts';
import { keptHours } from './idempotency.ts';
import { repeat, type Repeated } from './repeat.ts';

const sweepEveryMs = 60_000;
/** A session stays as long as its tokens could be shown: other processes read from it that it has ended. One goes on after a ban. */
const keepEndedSeconds = 2 * accessTokenSeconds;
/** Within this time what is obscene can be reported as it was written. */
const keepOriginalDays = 7;
const keepReadDays = 30;
/** As far as the queue's figures go back. */
const keepMadeDays = 30;
/** So long who opens a share link is told that it is over. */
const keepOverDays = 30;

/** Any number of processes may sweep. */
export function startSweep(db: Database, onError: (error: Error) => void): Repeated {
  return repeat(sweepEveryMs, () => sweepOnce(db), onError);
}

/** Text and values. */
const sweeps: readonly (readonly [string, ...number[]])[] = [
  ['DELETE FROM rate_limits WHERE resets_at < now()'],
  ['DELETE FROM made_matches WHERE made_at < now() - make_interval(days => $1)', keepMadeDays],
  [
    `DELETE FROM sessions WHERE expires_at < now()
       OR (ended_at < now() - make_interval(secs => $1) AND end_reason <> 'banned')`,
    keepEndedSeconds,
  ],
  ['DELETE FROM idempotent_requests WHERE created_at < now() - make_interval(hours => $1)', keptHours],
  ['DELETE FROM originals WHERE at < now() - make_interval(days => $1)', keepOriginalDays],
  ['DELETE FROM notifications WHERE read_at < now() - make_interval(days => $1)', keepReadDays],
  [
    `DELETE FROM match_links WHERE expires_at < now() - make_interval(days => $1)
       OR revoked_at < now() - make_interval(days => $1)`,
    keepOverDays,
  ],
  [sweepCounts],
];

/** All that can be: what fails is told at the end, and keeps nothing else. */
export async function sweepOnce({ pool }: Database): Promise<void> {
  const failures: Error[] = [];
  for (const [text, ...values] of sweeps) {
    await pool.query(text, values).catch((error: Error) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
}
