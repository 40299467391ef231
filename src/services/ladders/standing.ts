// A standing as outsiders see it: as of now.

import type { Rating } from '../../db/generated/client.ts';
import { ratingSystemOf } from './results.ts';

export type Standing = ReturnType<typeof toStanding>;

export function toStanding({ rating, games, wins, draws, losses, playedAt, ...row }: Rating) {
  const system = ratingSystemOf(row);
  const skill = { ...row, rating, games, playedAtMs: playedAt.getTime() };
  const now = Date.now();
  const deviation = system?.deviationAt(skill, now) ?? row.deviation;
  return { rating, deviation, games, wins, draws, losses, provisional: system?.isProvisional(skill, now) ?? true };
}
