// Takes a void match out of its people's statistics: streaks go on over the gap. Its game's day is without it already.

import { type Database, patient } from '../../db/client.ts';
import { holdPeople } from './results.ts';
import { countDaysAnew } from './sums.ts';

/** Expects a match that is void, so that nobody counts it again. Done twice, it does nothing more. */
export async function withdrawFromStatistics({ prisma }: Database, matchId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const seats = await tx.matchSeat.findMany({ where: { matchId }, select: { playerId: true } });
    await holdPeople(
      tx,
      seats.map(({ playerId }) => playerId),
    );
    const results = await tx.playerResult.findMany({ where: { matchId } });
    await tx.playerResult.deleteMany({ where: { matchId } });
    for (const { playerId, at } of results) await countDaysAnew(tx, playerId, [at]);
  }, patient);
}
