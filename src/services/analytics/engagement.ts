// How many play, and how much of it: by day, and over the 7 and 30 days up to it.

import { z } from 'zod';
import { isoDay } from '../day-range.ts';
import { average, count, day, ratio, report, share } from './report.ts';

interface Active {
  readonly day: string;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
  readonly newPlayers: number;
  /** Counted for each of their players. */
  readonly matches: number;
  readonly seconds: number;
}

export const engagement = report({
  about: 'players of each day and of the 7 and 30 days up to it, new ones, and how much they played',
  row: z.object({
    day,
    dau: count.describe('Who played on this day.'),
    wau: count.describe('In the 7 days up to it.'),
    mau: count.describe('In the 30 days up to it.'),
    stickiness: share.describe('`dau` by `mau`, from 0 to 1; null where nobody has played.'),
    newPlayers: count,
    matchesPerPlayer: average,
    secondsPerPlayer: average,
  }),
  async rows({ pool }, { from, to, game }) {
    const { rows } = await pool.query<Active>(countActive, [isoDay(from), isoDay(to), game ?? '']);
    return rows.map(({ day, dau, wau, mau, newPlayers, matches, seconds }) => ({
      ...{ day, dau, wau, mau, stickiness: ratio(dau, mau), newPlayers },
      ...{ matchesPerPlayer: ratio(matches, dau, 2), secondsPerPlayer: ratio(seconds, dau, 1) },
    }));
  },
});

/**
 * Each day that a player was active makes them count for `size` days, or until their next one, which takes over: so
 * everyone is in one span at a time, and a sum over the spans' ends counts each once, in one pass for all days.
 */
const countActive = `
  WITH days AS (SELECT day::date FROM generate_series($1::date::timestamp, $2::date, '1 day') AS day),
  active AS (
    SELECT player_id, day, sum(matches) AS matches, sum(seconds) AS seconds FROM player_days
    WHERE game = $3 AND day BETWEEN $1::date - 29 AND $2 GROUP BY player_id, day),
  gaps AS (
    SELECT day, least(lead(day) OVER (PARTITION BY player_id ORDER BY day) - day, 30) AS length FROM active),
  spans AS (SELECT day, length, count(*) AS players FROM gaps GROUP BY day, length),
  sizes (size) AS (VALUES (7), (30)),
  ends AS (
    SELECT size, day AS at, players AS step FROM spans, sizes
    UNION ALL SELECT size, day + least(size, length), -players FROM spans, sizes
    UNION ALL SELECT size, day, 0 FROM days, sizes),
  windows AS (
    SELECT size, at, (sum(sum(step)) OVER (PARTITION BY size ORDER BY at))::int AS players FROM ends GROUP BY size, at),
  played AS (
    SELECT day, count(*)::int AS players, sum(matches)::float8 AS matches, sum(seconds)::float8 AS seconds
    FROM active GROUP BY day),
  begun AS (
    SELECT first_day, count(*)::int AS players FROM (
      SELECT player_id, min(first_day) AS first_day FROM player_statistics AS first
      WHERE game = $3 AND first_day BETWEEN $1 AND $2 AND NOT EXISTS (
        SELECT FROM player_statistics AS earlier
        WHERE earlier.player_id = first.player_id AND earlier.game = $3 AND earlier.first_day < $1)
      GROUP BY player_id) AS newcomers
    GROUP BY first_day)
  SELECT days.day::text, coalesce(played.players, 0) AS dau, week.players AS wau, month.players AS mau,
         coalesce(begun.players, 0) AS "newPlayers", coalesce(matches, 0) AS matches, coalesce(seconds, 0) AS seconds
  FROM days LEFT JOIN played USING (day) LEFT JOIN begun ON first_day = days.day
  JOIN windows AS week ON week.size = 7 AND week.at = days.day
  JOIN windows AS month ON month.size = 30 AND month.at = days.day
  ORDER BY days.day`;
