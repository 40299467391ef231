// How far players are, and what they have unlocked: read under a lock for each player, written for many at once.

import type { Transaction } from '../../db/client.ts';
import type { Counters, Folded } from '../../achievements/fold.ts';
import { type AchievementId, achievements } from '../../achievements/index.ts';
import type { Unlock } from '../../db/generated/client.ts';
import { placePoints } from '../boards/place.ts';
import { sharePlayers } from '../player-locks.ts';
import { inPrisma } from '../boards/run.ts';
import { forgetLostUnlocks } from '../results/tell-unlocks.ts';
import type { PlayerScore } from './scores.ts';

export interface Progress {
  readonly counters: Counters;
  /** The latest score that is counted. */
  readonly last: { readonly at: Date; readonly id: string } | undefined;
}

/** What a count has made of a player. */
export interface Counted extends Folded<PlayerScore> {
  readonly playerId: string;
  readonly last: { readonly at: Date; readonly id: string } | undefined;
  /** Achievements that were counted from the beginning: only what `unlocked` says of them is so. */
  readonly anew: readonly AchievementId[];
}

/**
 * Holds these players' progress, in one order for all, so that no two transactions wait for each other. Nobody is erased
 * meanwhile; of who has been there is none, and nothing is to be written.
 */
export async function lockProgress(tx: Transaction, playerIds: readonly string[]): Promise<Map<string, Progress>> {
  const there = await sharePlayers(inPrisma(tx), [...new Set(playerIds)]);
  const ids = there.map(({ id }) => id);
  await tx.$executeRaw`
    INSERT INTO achievement_progress (player_id) SELECT id FROM unnest(${ids}::uuid[]) AS id ORDER BY id
    ON CONFLICT DO NOTHING`;
  const rows = await tx.$queryRaw<{ playerId: string; counters: Counters; at: Date | null; id: string | null }[]>`
    SELECT player_id AS "playerId", counters, last_at AS at, last_id AS id FROM achievement_progress
    WHERE player_id = ANY(${ids}::uuid[]) ORDER BY player_id FOR UPDATE`;
  return new Map(
    rows.map(({ playerId, counters, at, id }) => [playerId, { counters, last: at && id ? { at, id } : undefined }]),
  );
}

/** Expects the players' progress to be held. Returns what they have now and had not before. */
export async function saveProgress(tx: Transaction, counted: readonly Counted[]): Promise<Unlock[]> {
  if (counted.length === 0) return [];
  const rows = counted.map(({ playerId, counters, last }) => ({
    playerId,
    counters,
    at: last?.at ?? null,
    id: last?.id ?? null,
  }));
  await tx.$executeRaw`
    UPDATE achievement_progress SET counters = new.counters, last_at = new.at, last_id = new.id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS new ("playerId" uuid, counters jsonb, at timestamptz, id uuid) WHERE player_id = new."playerId"`;
  return saveUnlocks(tx, counted);
}

async function saveUnlocks(tx: Transaction, counted: readonly Counted[]): Promise<Unlock[]> {
  const playerIds = counted.map(({ playerId }) => playerId);
  const anew = counted.flatMap(({ playerId, anew }) => anew.map((achievement) => ({ playerId, achievement })));
  const before = anew.length === 0 ? [] : await takeBack(tx, anew);
  // Who was told of one that is another match's now is not told again.
  const told = new Map(before.map((unlock) => [keyOf(unlock), unlock.told]));
  const done = counted.flatMap(({ playerId, unlocked }) =>
    unlocked.map(({ id, by }) => {
      const own = { playerId, achievement: id };
      const { points } = achievements[id];
      return { ...own, points, unlockedAt: by.at, matchId: by.matchId, told: told.get(keyOf(own)) ?? true };
    }),
  );
  const written = await tx.unlock.createManyAndReturn({ data: done, skipDuplicates: true });
  if (before.length + written.length > 0) await addUp(tx, playerIds);
  const kept = new Set(done.map(keyOf));
  if (before.some((unlock) => !kept.has(keyOf(unlock)))) await forgetLostUnlocks(tx, playerIds);
  return written.filter((unlock) => !told.has(keyOf(unlock)));
}

type Named = Pick<Unlock, 'playerId' | 'achievement'>;

const keyOf = ({ playerId, achievement }: Named): string => `${playerId} ${achievement}`;

/** Those of them that there were. */
const takeBack = (tx: Transaction, unlocks: readonly Named[]) =>
  tx.$queryRaw<(Named & Pick<Unlock, 'told'>)[]>`
    DELETE FROM unlocks USING jsonb_to_recordset(${JSON.stringify(unlocks)}::jsonb)
      AS old ("playerId" uuid, achievement text)
    WHERE player_id = old."playerId" AND unlocks.achievement = old.achievement
    RETURNING player_id AS "playerId", unlocks.achievement, told`;

/** Makes the players' points those of their unlocks; expects their progress to be held. */
export async function addUp(tx: Transaction, playerIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE achievement_progress AS own
    SET points = (SELECT coalesce(sum(points), 0) FROM unlocks WHERE unlocks.player_id = own.player_id)
    WHERE player_id = ANY(${[...playerIds]}::uuid[])`;
  await placePoints(inPrisma(tx), playerIds);
}
