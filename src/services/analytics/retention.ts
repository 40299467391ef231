// Who comes back: players by the day of their first match, and how many of them played 1, 7 and 30 days later.

import { z } from 'zod';
import { isoDay } from '../day-range.ts';
import { count, day, ratio, report, share } from './report.ts';

interface Cohort {
  readonly day: string;
  readonly players: number;
  /** Null while that day is not over. */
  readonly d1: number | null;
  readonly d7: number | null;
  readonly d30: number | null;
}

export const retention = report({
  about: 'players by the day of their first match, and how many of them played 1, 7 and 30 days later',
  row: z.object({
    day,
    players: count,
    d1: count.nullable().describe('How many of them played 1 day later; null: it is not over yet.'),
    d7: count.nullable(),
    d30: count.nullable(),
    d1Rate: share,
    d7Rate: share,
    d30Rate: share,
  }),
  async rows({ pool }, { from, to, game }) {
    const { rows } = await pool.query<Cohort>(countCohorts, [isoDay(from), isoDay(to), game ?? '']);
    return rows.map((cohort) => {
      const rate = (back: number | null): number | null => (back === null ? null : ratio(back, cohort.players));
      return { ...cohort, d1Rate: rate(cohort.d1), d7Rate: rate(cohort.d7), d30Rate: rate(cohort.d30) };
    });
  },
});

const back = (days: number): string => `
  CASE WHEN days.day + ${days} < (now() AT TIME ZONE 'UTC')::date THEN count(*) FILTER (WHERE EXISTS (
    SELECT FROM player_days WHERE player_id = cohort.player_id AND game = $3 AND day = days.day + ${days}))::int
  END AS d${days}`;

const countCohorts = `
  WITH cohort AS (
    SELECT player_id, min(first_day) AS first_day FROM player_statistics AS first
    WHERE game = $3 AND first_day BETWEEN $1 AND $2 AND NOT EXISTS (
      SELECT FROM player_statistics AS earlier
      WHERE earlier.player_id = first.player_id AND earlier.game = $3 AND earlier.first_day < $1)
    GROUP BY player_id)
  SELECT days.day::text, count(player_id)::int AS players, ${[1, 7, 30].map(back).join()}
  FROM (SELECT day::date FROM generate_series($1::date::timestamp, $2::date, '1 day') AS day) AS days
  LEFT JOIN cohort ON first_day = days.day
  GROUP BY days.day ORDER BY days.day`;
