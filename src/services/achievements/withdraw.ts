// Takes back what a void match has counted for: its players' achievements are those of all other scores.

import { type Database, patient } from '../../db/client.ts';
import { counted, foldAnew } from './count.ts';
import { lockProgress, saveProgress } from './progress.ts';
import { scoresOf } from './scores.ts';

/** Expects a match that is void, so that nobody counts it again. Done twice, it does nothing more. */
export async function withdrawMatch({ prisma }: Database, matchId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const seats = await tx.matchSeat.findMany({ where: { matchId }, select: { playerId: true } });
    const playerIds = seats.map(({ playerId }) => playerId);
    const players = await lockProgress(tx, playerIds);
    const { count } = await tx.score.deleteMany({ where: { matchId } });
    if (count === 0) return;
    const left = Map.groupBy(await scoresOf(tx, playerIds), ({ playerId }) => playerId);
    await saveProgress(
      tx,
      [...players].map(([playerId, before]) => {
        const scores = left.get(playerId) ?? [];
        const ids = counted(before);
        return { playerId, last: scores.at(-1), anew: ids, ...foldAnew(ids, before.counters, scores) };
      }),
    );
  }, patient);
}
