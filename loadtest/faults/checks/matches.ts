// Every match that was finished has gone through every step, once, and owes nothing.

import { steps } from '../../../src/queues/pipeline.ts';
import { type Check, rowsBy } from './check.ts';

export const matches: Check = {
  expected: (_db, history) =>
    rowsBy(
      ['id'],
      history.matches.map(({ matchId: id }) => {
        return { id, verified: true, applied: steps.toSorted(), owed: false, dead: 0, replays: 1, chunks: 0 };
      }),
    ),
  async stored({ pool }) {
    const { rows } = await pool.query<object>(`
      SELECT id, verified, ARRAY(SELECT consumer FROM applied WHERE match_id = matches.id ORDER BY consumer COLLATE "C") AS applied,
             EXISTS (SELECT FROM outbox WHERE match_id = matches.id) AS owed,
             (SELECT count(*)::int FROM dead_letters WHERE match_id = matches.id) AS dead,
             (SELECT count(*)::int FROM replays WHERE match_id = matches.id) AS replays,
             (SELECT count(*)::int FROM match_chunks WHERE match_id = matches.id) AS chunks
      FROM matches WHERE status = 'finished'`);
    return rowsBy(['id'], rows);
  },
};
