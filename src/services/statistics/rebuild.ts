// Counts the statistics again from the matches: each player in one go, then each day of the games, in short transactions
// that remember how far they came. Live results count meanwhile; killed, it goes on where it was.

import { type Database, type Transaction, veryPatient } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { countMatches } from './count.ts';
import { countGameDayAnew, isCounted } from './game-days.ts';
import { holdPeople, keepResults, resultsOf } from './results.ts';
import { replaceAll } from './sums.ts';
import { dayOf, nextDay } from './tally.ts';

/** Told after each batch: how many of how many are done. */
type Tell = (what: 'matches' | 'players' | 'days', done: number, of: number) => void;

/** `restart` forgets what an interrupted rebuild has done. */
export async function rebuildStatistics(
  db: Database,
  { restart = false, tell }: { restart?: boolean; tell: Tell },
): Promise<void> {
  await countForgotten(db, tell);
  await beginRebuild(db, { restart });
  const left = await whatIsLeft(db);
  const done = { players: 0, days: 0 };
  for (;;) {
    const more = await rebuildFurther(db);
    if (!more) return;
    done[more.what] += more.count;
    tell(more.what, done[more.what], left[more.what]);
  }
}

/** Begins a rebuild, or finds the one under way. */
export async function beginRebuild({ prisma }: Database, { restart = false } = {}): Promise<void> {
  await prisma.$transaction(async (tx) => {
    if (restart) await tx.statisticsRebuild.deleteMany();
    await tx.statisticsRebuild.createMany({ data: [{ id: 1 }], skipDuplicates: true });
  });
}

/** Counts a batch of players, or a day; undefined once the rebuild is done. */
export function rebuildFurther({ prisma }: Database, batchSize = 100) {
  return prisma.$transaction(async (tx) => {
    const [state] = await tx.$queryRaw<{ playerId: string | null; day: Date | null }[]>`
      SELECT player_id AS "playerId", day FROM statistics_rebuilds WHERE id = 1 FOR UPDATE`;
    if (!state) return undefined;
    const players = state.day ? [] : await nextPlayers(tx, state.playerId, batchSize);
    if (players.length > 0) {
      for (const playerId of players) await countPlayerAnew(tx, playerId);
      await tx.statisticsRebuild.update({ where: { id: 1 }, data: { playerId: players.at(-1)! } });
      return { what: 'players', count: players.length } as const;
    }
    const day = await dayAfter(tx, state.day);
    if (!day) {
      await tx.statisticsRebuild.delete({ where: { id: 1 } });
      return undefined;
    }
    await countGameDayAnew(tx, day);
    await tx.statisticsRebuild.update({ where: { id: 1 }, data: { day } });
    return { what: 'days', count: 1 } as const;
  }, veryPatient);
}

async function nextPlayers(tx: Transaction, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM players WHERE NOT bot AND deleted_at IS NULL AND (${after}::uuid IS NULL OR id > ${after}::uuid)
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

async function countPlayerAnew(tx: Transaction, playerId: string): Promise<void> {
  if (!(await holdPeople(tx, [playerId])).has(playerId)) return;
  const results = await resultsOf(
    tx,
    Prisma.sql`id IN (SELECT match_id FROM match_seats WHERE player_id = ${playerId}::uuid)
               AND status = 'finished' AND ${isCounted}`,
  );
  const own = results.filter((result) => result.playerId === playerId);
  await tx.playerResult.deleteMany({ where: { playerId } });
  await replaceAll(tx, playerId, await keepResults(tx, own));
}

/** The next day on which matches ended, or of which there are figures. */
async function dayAfter(tx: Transaction, day: Date | null): Promise<Date | undefined> {
  const since = day ? nextDay(day) : new Date(0);
  const [match, figures] = await Promise.all([
    tx.match.findFirst({
      where: { status: 'finished', finishedAt: { gte: since } },
      orderBy: { finishedAt: 'asc' },
      select: { finishedAt: true },
    }),
    tx.gameDay.findFirst({ where: { day: { gte: since } }, orderBy: { day: 'asc' }, select: { day: true } }),
  ]);
  const days = [match && dayOf(match.finishedAt!), figures?.day].filter((each) => each !== undefined && each !== null);
  return days.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** Matches whose results were done before there was the step that counts them. */
async function countForgotten({ prisma }: Database, tell: Tell): Promise<void> {
  const forgotten = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM matches WHERE status = 'finished' AND verified AND voided_at IS NULL
      AND NOT EXISTS (SELECT FROM applied WHERE consumer = 'statistics' AND match_id = id)
      AND NOT EXISTS (SELECT FROM outbox WHERE match_id = id)
    ORDER BY finished_at, id`;
  for (let from = 0; from < forgotten.length; from += forgottenAtOnce) {
    const ids = forgotten.slice(from, from + forgottenAtOnce).map(({ id }) => id);
    await prisma.$transaction(async (tx) => {
      const data = ids.map((matchId) => ({ consumer: 'statistics', matchId }));
      const noted = await tx.applied.createManyAndReturn({ data, skipDuplicates: true });
      await countMatches(
        tx,
        noted.map(({ matchId }) => matchId),
      );
    }, veryPatient);
    tell('matches', from + ids.length, forgotten.length);
  }
}

const forgottenAtOnce = 200;

async function whatIsLeft({ prisma }: Database): Promise<{ players: number; days: number }> {
  const [left] = await prisma.$queryRaw<{ players: number; days: number }[]>`
    SELECT (SELECT count(*) FROM players WHERE NOT bot AND deleted_at IS NULL AND rebuild.day IS NULL
              AND (rebuild.player_id IS NULL OR id > rebuild.player_id))::int AS players,
           (SELECT count(*) FROM (SELECT DISTINCT (finished_at AT TIME ZONE 'UTC')::date AS day FROM matches
              WHERE status = 'finished') AS days
            WHERE rebuild.day IS NULL OR days.day > rebuild.day)::int AS days
    FROM statistics_rebuilds AS rebuild`;
  return left ?? { players: 0, days: 0 };
}
