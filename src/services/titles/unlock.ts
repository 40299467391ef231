// Unlocks that a title's server reports: any number at once, each written once.

import type { Transaction } from '../../db/client.ts';
import type { TitleAchievement } from '../../db/generated/client.ts';
import { addUp, lockProgress } from '../achievements/progress.ts';
import type { Pushes } from '../pushes.ts';
import { achievementsBoard } from '../boards/board.ts';
import { countAbove } from '../boards/in-postgres.ts';
import { inPrisma } from '../boards/run.ts';
import { tellUnlocks } from '../results/tell-unlocks.ts';

export interface UnlockEvent {
  readonly playerId: string;
  /** As the title calls it. */
  readonly achievementId: string;
  /** Left out: now. */
  readonly at?: Date | undefined;
}

interface Unlocked {
  readonly achievement: TitleAchievement;
  readonly unlockedAt: Date;
  readonly newRank: number;
}

export type Unlocking = Unlocked | 'unknown-player' | 'unknown-achievement';

/**
 * One answer for each event, in their order. Who has unlocked it before keeps the time of that. `tell` is to be called
 * after the commit.
 */
export async function unlock(
  tx: Transaction,
  pushes: Pushes,
  titleId: string,
  events: readonly UnlockEvent[],
): Promise<{ results: Unlocking[]; tell: () => void }> {
  // Until the end of the transaction none of them is retired.
  await tx.$queryRaw`SELECT FROM titles WHERE id = ${titleId} FOR KEY SHARE`;
  const declared = await tx.titleAchievement.findMany({ where: { titleId } });
  const achievements = new Map(declared.map((each) => [each.id, each]));
  const players = await knownPlayers(tx, events);
  const valid = events.flatMap(({ playerId, achievementId, at }) => {
    const achievement = achievements.get(achievementId);
    return achievement && players.has(playerId) ? [{ playerId, achievement, at }] : [];
  });
  const { unlocks, tell } = await write(tx, pushes, valid);
  const results = events.map(({ playerId, achievementId }): Unlocking => {
    const achievement = achievements.get(achievementId);
    if (!achievement) return 'unknown-achievement';
    const unlock = unlocks.get(keyOf(playerId, idOf(achievement)));
    return unlock ? { achievement, ...unlock } : 'unknown-player';
  });
  return { results, tell };
}

const idOf = ({ titleId, id }: TitleAchievement): string => `${titleId}.${id}`;
const keyOf = (playerId: string, achievement: string): string => `${playerId} ${achievement}`;

/** Those who are there and have not been erased; the house's bots play for nobody. */
export async function knownPlayers(
  tx: Transaction,
  of: readonly { readonly playerId: string }[],
): Promise<ReadonlySet<string>> {
  const where = { id: { in: of.map(({ playerId }) => playerId) }, bot: false, deletedAt: null };
  return new Set((await tx.player.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

interface Written {
  readonly unlockedAt: Date;
  readonly newRank: number;
}

/** What is in force after writing, by player and achievement; nothing of who has been erased meanwhile. */
async function write(
  tx: Transaction,
  pushes: Pushes,
  events: readonly { playerId: string; achievement: TitleAchievement; at: Date | undefined }[],
): Promise<{ unlocks: Map<string, Written>; tell: () => void }> {
  const progress = await lockProgress(
    tx,
    events.map(({ playerId }) => playerId),
  );
  const playerIds = [...progress.keys()];
  if (playerIds.length === 0) return { unlocks: new Map(), tell: () => undefined };
  const now = new Date();
  const known = events.filter(({ playerId }) => progress.has(playerId));
  const fresh = await tx.unlock.createManyAndReturn({
    data: known.map(({ playerId, achievement, at = now }) => {
      const unlockedAt = at < now ? at : now;
      return { playerId, achievement: idOf(achievement), points: achievement.points, unlockedAt };
    }),
    skipDuplicates: true,
  });
  if (fresh.length > 0) await addUp(tx, playerIds);
  const tell = await tellUnlocks(tx, pushes, fresh);
  const rows = await tx.achievementProgress.findMany({
    where: { playerId: { in: playerIds } },
    select: { playerId: true, points: true },
  });
  const pointsOf = new Map(rows.map(({ playerId, points }) => [playerId, points]));
  const above = await countAbove(inPrisma(tx), achievementsBoard, [...pointsOf.values()]);
  const unlocks = await tx.unlock.findMany({
    where: { playerId: { in: playerIds }, achievement: { in: [...new Set(events.map((e) => idOf(e.achievement)))] } },
  });
  const written = unlocks.map(({ playerId, achievement, unlockedAt }): [string, Written] => {
    return [keyOf(playerId, achievement), { unlockedAt, newRank: above.get(pointsOf.get(playerId)!)! + 1 }];
  });
  return { unlocks: new Map(written), tell };
}
