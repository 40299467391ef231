// Counts scores for achievements: each once, and in the order of playing even where they arrive in another.

import type { Transaction } from '../../db/client.ts';
import { type Counters, fold, type Folded } from '../../achievements/fold.ts';
import { type AchievementId, achievementById, achievementIds } from '../../achievements/index.ts';
import type { Unlock } from '../../db/generated/client.ts';
import { type Counted, lockProgress, type Progress, saveProgress } from './progress.ts';
import { inOrder, insertScores, type PlayerScore, scoresOf } from './scores.ts';

/**
 * Notes scores and counts those that are new. Unlocks are always those of the fold over all scores that there are: where
 * a score comes late, one that came early by mistake is taken back. Returns what its players have unlocked by that, and
 * are to be told of; the match may be another one than those counted here.
 */
export async function countScores(tx: Transaction, scores: readonly PlayerScore[]): Promise<Unlock[]> {
  const players = await lockProgress(
    tx,
    scores.map(({ playerId }) => playerId),
  );
  const own = scores.filter(({ playerId }) => players.has(playerId));
  const fresh = Map.groupBy(await insertScores(tx, own), ({ playerId }) => playerId);
  const all = [...fresh];
  const counts: Counted[] = [];
  for (let from = 0; from < all.length; from += playersAtOnce) {
    counts.push(...(await countPlayers(tx, players, all.slice(from, from + playersAtOnce))));
  }
  return saveProgress(tx, counts);
}

/** The histories of so many are looked through together: they may be long. */
const playersAtOnce = 20;

async function countPlayers(
  tx: Transaction,
  players: ReadonlyMap<string, Progress>,
  fresh: readonly (readonly [playerId: string, own: readonly PlayerScore[]])[],
): Promise<Counted[]> {
  const late = fresh.filter(([id, own]) => isLate(players.get(id)!, own)).map(([id]) => id);
  const stored = Map.groupBy(await scoresOf(tx, late), ({ playerId }) => playerId);
  return fresh.map(([playerId, own]) => {
    const before = players.get(playerId)!;
    const all = stored.get(playerId);
    const ids = counted(before);
    const { counters, unlocked } = all ? foldAnew(ids, before.counters, all) : fold(ids, before.counters, own);
    return { playerId, counters, last: (all ?? own).at(-1)!, unlocked, anew: all ? ids : [] };
  });
}

/** As if none of these scores had been counted before. */
export function foldAnew<S extends PlayerScore>(
  ids: readonly AchievementId[],
  counters: Counters,
  scores: readonly S[],
): Folded<S> {
  const others = Object.fromEntries(Object.entries(counters).filter(([id]) => !ids.includes(id as AchievementId)));
  return fold(ids, others, scores);
}

/** Whether one of the scores comes before what has been counted. */
function isLate({ last }: Progress, [first]: readonly PlayerScore[]): boolean {
  return last !== undefined && first !== undefined && inOrder(first, last) <= 0;
}

/** Those to count for a player: all from the first score on, then those that are not waiting to be backfilled. */
export function counted({ last, counters }: Progress): readonly AchievementId[] {
  if (last === undefined) return achievementIds;
  return Object.keys(counters).filter((id): id is AchievementId => achievementById(id) !== undefined);
}
