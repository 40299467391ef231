// The seasons of a game or title. One lasts until the next starts; the first begins with the game's first result. Ratings, and
// of a title best scores, are a season's own: each starts anew, and what was stays readable.

import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { transaction } from '../db/transaction.ts';
import { gameById } from '../games/index.ts';
import { type Actor, record } from './audit.ts';
import { type Page, pageOf, type PageRequest, readCursor } from './page.ts';
import { Refused } from './refused.ts';

/** SQL: the number of the season that is on, of the game that the SQL `game` names. */
export const seasonNow = (game: string): string =>
  `coalesce((SELECT max(number) FROM seasons WHERE seasons.game = ${game} AND starts_at <= now()), 1)`;

export async function currentSeason(db: Database, game: string): Promise<number> {
  const { rows } = await db.pool.query<{ season: number }>(`SELECT ${seasonNow('$1')} AS season`, [game]);
  return rows[0]!.season;
}

export interface Season {
  readonly game: string;
  readonly number: number;
  readonly startsAt: Date;
  /** Null: nobody has said yet. */
  readonly endsAt: Date | null;
}

interface SeasonFilter extends PageRequest {
  readonly game?: string | undefined;
}

const seasonKeys = z.tuple([z.string(), z.int32()]);
type SeasonKeys = z.infer<typeof seasonKeys>;

export function openSeasons(db: Database) {
  const find = (game?: string, after?: SeasonKeys, take?: number): Promise<Season[]> =>
    db.prisma.season.findMany({
      where: {
        ...(game !== undefined && { game }),
        ...(after && { OR: [{ game: { gt: after[0] } }, { game: after[0], number: { lt: after[1] } }] }),
      },
      orderBy: [{ game: 'asc' }, { number: 'desc' }],
      ...(take !== undefined && { take }),
    });

  return {
    /** All of one game, or of all of them; each game's newest first. */
    list: (game?: string): Promise<Season[]> => find(game),

    /** The same, page by page. */
    async page({ game, cursor, limit }: SeasonFilter): Promise<Page<Season> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, seasonKeys);
      if (after instanceof Refused) return after;
      return pageOf(await find(game, after, limit + 1), limit, ({ game, number }) => [game, number]);
    },

    /** Starts a game's next season, now or at a later moment. */
    start: (
      game: string,
      at: Date | undefined,
      by: Actor,
    ): Promise<Season | Refused<'not-found' | 'season-too-early'>> => startSeason(db, game, at, by),
  };
}

/**
 * A result is of the season in which its match's end was stored, by PostgreSQL's clock, in whole milliseconds. So that no
 * result is stored with the one season's time and the other's number, those that are being stored finish first, others
 * wait for the start, and the start is in a millisecond after that of any result before it.
 */
async function startSeason(
  db: Database,
  game: string,
  at: Date | undefined,
  by: Actor,
): Promise<Season | Refused<'not-found' | 'season-too-early'>> {
  const isThere = gameById(game) !== undefined || (await db.prisma.title.count({ where: { id: game } })) > 0;
  if (!isThere) return new Refused('not-found', `There is no game ${game}.`);
  return transaction(db.pool, async (tx) => {
    // Who waits for the lock has all others wait: rather not at all than for long.
    await tx.query("SET LOCAL lock_timeout = '5s'");
    await tx.query('LOCK TABLE seasons IN ACCESS EXCLUSIVE MODE');
    await tx.query('SELECT pg_sleep(0.001)');
    const { rows } = await tx.query<Season & { fits: boolean }>(
      `SELECT $1::text AS game, coalesce(max(number), 0) + 1 AS number, start AS "startsAt", NULL AS "endsAt",
              start > coalesce(max(starts_at), '-infinity') AND start >= now AS fits
       FROM (SELECT coalesce($2::timestamptz(3), now) AS start, now
             FROM date_trunc('milliseconds', clock_timestamp()) AS now) AS moment
         LEFT JOIN seasons ON seasons.game = $1 GROUP BY start, now`,
      [game, at],
    );
    const { fits, ...season } = rows[0]!;
    if (!fits) return new Refused('season-too-early', 'A season starts after the one before it, and not in the past.');
    const { number, startsAt } = season;
    await tx.query('UPDATE seasons SET ends_at = $3 WHERE game = $1 AND number = $2 - 1', [game, number, startsAt]);
    await tx.query('INSERT INTO seasons (game, number, starts_at) VALUES ($1, $2, $3)', [game, number, startsAt]);
    await record(tx, by, 'season.start', game, { number, startsAt });
    return season;
  });
}
