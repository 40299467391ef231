// Takes a void match out of the statistics: streaks go on over the gap.

import type { Database } from '../../db/client.ts';
import { countGameDayAnew } from './game-days.ts';
import { holdPeople } from './results.ts';
import { countDaysAnew } from './sums.ts';
import { dayOf } from './tally.ts';

const patience = { timeout: 60_000, maxWait: 30_000 };

/** Expects a match that is void, so that nobody counts it again. Done twice, it does nothing more. */
export async function withdrawFromStatistics({ prisma }: Database, matchId: string): Promise<void> {
  const { finishedAt } = await prisma.match.findUniqueOrThrow({ where: { id: matchId }, select: { finishedAt: true } });
  await prisma.$transaction(async (tx) => {
    const seats = await tx.matchSeat.findMany({ where: { matchId }, select: { playerId: true } });
    await holdPeople(
      tx,
      seats.map(({ playerId }) => playerId),
    );
    const results = await tx.playerResult.findMany({ where: { matchId } });
    await tx.playerResult.deleteMany({ where: { matchId } });
    for (const { playerId, at } of results) await countDaysAnew(tx, playerId, [at]);
  }, patience);
  await prisma.$transaction((tx) => countGameDayAnew(tx, dayOf(finishedAt!)), patience);
}
