// What ratings have to be: the pure fold over the results that count, in their order. And what is stored.

import type { Database } from '../../src/db/client.ts';
import { foldResult, type Standing } from '../../src/ratings/fold.ts';
import { ratingOf } from '../../src/services/ladders/results.ts';

interface Result {
  readonly matchId: string;
  readonly place: string;
  readonly game: string;
  readonly mode: string;
  readonly season: number;
  readonly finishedAt: Date;
  readonly playerIds: string[];
  readonly ranks: number[];
}

/** All ratings and rating changes, in one order. */
export interface Ratings {
  readonly ratings: readonly object[];
  readonly changes: readonly object[];
}

export async function expectedRatings({ pool }: Database): Promise<Ratings> {
  const { rows } = await pool.query<Result>(`
    SELECT matches.id AS "matchId", place, game, mode, season, matches.finished_at AS "finishedAt",
           array_agg(player_id ORDER BY seat) AS "playerIds", array_agg(rank ORDER BY seat) AS ranks
    FROM matches JOIN match_seats ON match_id = matches.id JOIN applied USING (match_id)
    WHERE rated AND verified AND voided_at IS NULL AND consumer = 'rate' GROUP BY matches.id ORDER BY place`);
  const ladders = new Map<string, Map<string, Standing>>();
  const changes: object[] = [];
  for (const result of rows) {
    const { game, mode, season, matchId, place } = result;
    const name = [game, mode, season].join(' ');
    const standings = ladders.get(name) ?? new Map<string, Standing>();
    ladders.set(name, standings);
    const { system, played } = ratingOf(result);
    const steps = foldResult(system, standings, played({ ...result, endedAtMs: result.finishedAt.getTime() }));
    for (const { playerId, before, after } of steps) {
      const { rating, deviation, volatility } = after;
      changes.push({
        ladder: name,
        matchId,
        place,
        playerId,
        before: before.rating,
        after: rating,
        deviation,
        volatility,
      });
    }
  }
  const ratings = [...ladders].flatMap(([ladder, standings]) =>
    [...standings].map(([playerId, standing]) => ({ ladder, playerId, ...standing })),
  );
  return { ratings: inOrder(ratings), changes: inOrder(changes) };
}

export async function storedRatings({ pool }: Database): Promise<Ratings> {
  const ladder = `concat_ws(' ', game, mode, season) AS ladder, player_id AS "playerId"`;
  const { rows: ratings } = await pool.query<object>(`
    SELECT ${ladder}, rating, deviation, volatility, games, wins, draws, losses,
           (extract(epoch FROM played_at) * 1000)::float8 AS "playedAtMs" FROM ratings`);
  const { rows: changes } = await pool.query<object>(`
    SELECT ${ladder}, match_id AS "matchId", place, before, after, deviation, volatility FROM rating_changes`);
  return { ratings: inOrder(ratings), changes: inOrder(changes) };
}

/** By their text, in which a double's last bit shows. */
function inOrder(rows: readonly object[]): object[] {
  const sorted = rows.map((row) => Object.fromEntries(Object.entries(row).toSorted()));
  return sorted.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
