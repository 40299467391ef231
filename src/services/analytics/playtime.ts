// What people played in each mode, by day.

import { z } from 'zod';
import { isoDay } from '../day-range.ts';
import { average, count, day, ratio, report } from './report.ts';

export const playtime = report({
  about: "each mode's matches by day, the people in them, and how long those played",
  row: z.object({
    day,
    game: z.string(),
    mode: z.string(),
    matches: count,
    seats: count,
    seconds: count,
    secondsPerSeat: average,
  }),
  async rows({ pool }, { from, to, game }) {
    const { rows } = await pool.query<{
      day: string;
      game: string;
      mode: string;
      matches: number;
      seats: number;
      seconds: number;
    }>(
      `SELECT day::text, game, mode, sum(matches)::float8 AS matches, sum(seats)::float8 AS seats,
              sum(seconds)::float8 AS seconds
       FROM game_days WHERE day BETWEEN $1 AND $2 AND ($3::text IS NULL OR game = $3)
       GROUP BY day, game, mode HAVING sum(matches) > 0 ORDER BY day, game, mode`,
      [isoDay(from), isoDay(to), game],
    );
    return rows.map((row) => ({ ...row, secondsPerSeat: ratio(row.seconds, row.seats, 1) }));
  },
});
