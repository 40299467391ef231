// What people played in a mode on a day, whoever they were: for developers.

import type { Transaction } from '../../db/client.ts';
import type pg from 'pg';
import { Prisma } from '../../db/generated/client.ts';
import { isoDay } from '../day-range.ts';
import { secondsPlayed } from './results.ts';
import { nextDay } from './tally.ts';

/** Adds matches, unless they are void. Nothing else is to be locked after it in the transaction. */
export async function addToGameDays(tx: Transaction, matchIds: readonly string[]): Promise<void> {
  await tx.$executeRaw(addUp(Prisma.sql`id = ANY(${[...matchIds]}::uuid[]) AND voided_at IS NULL`, 1));
}

/**
 * Takes away a match, if it was added, in the transaction that voids it: whoever adds it has been committed by then, or
 * finds it void. Nothing else is to be locked after it, either.
 */
export async function takeFromGameDays(tx: pg.PoolClient, matchId: string): Promise<void> {
  const { text, values } = addUp(Prisma.sql`id = ${matchId}::uuid AND ${isCounted}`, -1);
  await tx.query(text, values);
}

const addUp = (which: Prisma.Sql, sign: 1 | -1): Prisma.Sql => Prisma.sql`
  ${insertSums(which, sign)}
  ON CONFLICT (day, game, mode, shard) DO UPDATE SET matches = game_days.matches + excluded.matches,
    seats = game_days.seats + excluded.seats, seconds = game_days.seconds + excluded.seconds`;

/** Makes a day that of the matches that are counted now. */
export async function countGameDayAnew(tx: Transaction, day: Date): Promise<void> {
  // Who adds has been committed by then, and is seen, or waits and adds to what is written here.
  await tx.$executeRaw`LOCK TABLE game_days IN SHARE ROW EXCLUSIVE MODE`;
  await tx.$executeRaw`DELETE FROM game_days WHERE day = ${isoDay(day)}::date`;
  await tx.$executeRaw`${insertSums(Prisma.sql`
    status = 'finished' AND finished_at >= ${day} AND finished_at < ${nextDay(day)} AND ${isCounted} AND voided_at IS NULL`)}`;
}

/** SQL: whether the statistics have a match, were it not void. */
export const isCounted = Prisma.sql`
  verified AND EXISTS (SELECT FROM applied WHERE consumer = 'statistics' AND match_id = matches.id)`;

/** In one order for all, so that no two transactions wait for each other. */
const insertSums = (which: Prisma.Sql, sign: 1 | -1 = 1): Prisma.Sql => Prisma.sql`
  INSERT INTO game_days (day, game, mode, shard, matches, seats, seconds)
  SELECT (finished_at AT TIME ZONE 'UTC')::date AS day, game, mode, ('x' || left(id::text, 1))::bit(4)::int AS shard,
         ${sign} * count(*), ${sign} * sum(people), ${sign} * sum(people * ${secondsPlayed})
  FROM matches, LATERAL (
    SELECT count(*) AS people FROM match_seats JOIN players ON players.id = player_id
    WHERE match_id = matches.id AND NOT bot) AS seated
  WHERE ${which}
  GROUP BY 1, game, mode, 4 ORDER BY 1, game, mode, 4`;
