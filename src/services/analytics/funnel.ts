// From the queue to the end of a match: how many people come as far as each stage, by day and mode.

import { z } from 'zod';
import { isoDay } from '../day-range.ts';
import { nextDay } from '../statistics/tally.ts';
import { count, day, ratio, report, share } from './report.ts';

interface Stages {
  readonly day: string;
  readonly game: string;
  readonly mode: string;
  readonly queued: number;
  readonly matched: number;
  readonly finished: number;
  readonly aborted: number;
}

export const funnel = report({
  about: 'people who queued in each mode, got a match, began one (from the queue or not) and finished it, by day',
  row: z.object({
    day,
    game: z.string(),
    mode: z.string(),
    queued: count,
    matched: count,
    started: count,
    finished: count,
    aborted: count,
    matchedRate: share,
    finishedRate: share,
  }),
  async rows({ pool }, { from, to, game }) {
    const { rows } = await pool.query<Stages>(countStages, [isoDay(from), isoDay(to), game, from, nextDay(to)]);
    return rows.map(({ day, game, mode, queued, matched, finished, aborted }) => {
      const started = finished + aborted;
      const rates = { matchedRate: ratio(matched, queued), finishedRate: ratio(finished, started) };
      return { day, game, mode, queued, matched, started, finished, aborted, ...rates };
    });
  },
});

const countStages = `
  WITH stages AS (
    SELECT day, game, mode, queued, matched, 0 AS finished, 0 AS aborted FROM queue_days WHERE day BETWEEN $1 AND $2
    UNION ALL SELECT day, game, mode, 0, 0, seats, 0 FROM game_days WHERE day BETWEEN $1 AND $2
    UNION ALL
    SELECT (matches.finished_at AT TIME ZONE 'UTC')::date, game, mode, 0, 0, 0, 1
    FROM matches JOIN match_seats ON match_id = matches.id JOIN players ON players.id = player_id
    WHERE status = 'aborted' AND matches.finished_at >= $4 AND matches.finished_at < $5 AND NOT bot)
  SELECT day::text, game, mode, sum(queued)::float8 AS queued,
         -- Who queued may have been lost on the way to the database.
         least(sum(matched), sum(queued))::float8 AS matched,
         sum(finished)::float8 AS finished, sum(aborted)::float8 AS aborted
  FROM stages WHERE $3::text IS NULL OR game = $3
  GROUP BY day, game, mode HAVING sum(queued + matched + finished + aborted) > 0 ORDER BY day, game, mode`;
