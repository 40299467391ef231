// What becomes of a player's counters with more scores.

import type { Seat } from '../games/kit/index.ts';
import type { Account } from '../replays/account.ts';
import { type AchievementId, achievementIds, achievements } from './index.ts';
import type { Achievement, Score } from './kit.ts';

/** By achievement: how far a player is. */
export type Counters = Readonly<Record<string, unknown>>;

export interface Folded<S extends Score> {
  readonly counters: Counters;
  /** What was unlocked on the way, and by which score. */
  readonly unlocked: readonly { readonly id: AchievementId; readonly by: S }[];
}

/**
 * Counts scores, in their order, for these achievements. One that `counters` does not have yet starts from nothing; one
 * that is unlocked stays as it is.
 */
export function fold<S extends Score>(
  ids: readonly AchievementId[],
  counters: Counters,
  scores: readonly S[],
): Folded<S> {
  const after: Record<string, unknown> = { ...counters };
  const unlocked: { id: AchievementId; by: S }[] = [];
  for (const id of ids) {
    const achievement: Achievement = achievements[id];
    let counter = id in counters ? counters[id] : achievement.start;
    for (const score of scores) {
      if (isReached(achievement, counter)) break;
      counter = achievement.count(counter, score, score.feats[id] ?? 0);
      if (isReached(achievement, counter)) unlocked.push({ id, by: score });
    }
    after[id] = counter;
  }
  return { counters: after, unlocked };
}

/** From 0 to the achievement's goal. */
export function progressOf(id: AchievementId, counters: Counters): number {
  const achievement: Achievement = achievements[id];
  return achievement.progress(id in counters ? counters[id] : achievement.start);
}

const isReached = ({ goal, progress }: Achievement, counter: unknown): boolean => progress(counter) >= goal;

/** The achievements that look for something in matches of this game. */
export const withFeats = (game: string): AchievementId[] =>
  achievementIds.filter((id) => (achievements[id] as Achievement).feat?.game === game);

/** What they find for a seat. */
export function measureFeats(ids: readonly AchievementId[], account: Account, seat: Seat): Record<string, number> {
  return Object.fromEntries(ids.map((id) => [id, (achievements[id] as Achievement).feat?.measure(account, seat) ?? 0]));
}
