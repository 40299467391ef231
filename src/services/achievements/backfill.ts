// Counts an achievement that is new over all that was played before it. Each player is counted in a transaction of their
// own, from which on live results go on: it may be stopped at any time, and goes on where it was.

import { type Counters, withFeats } from '../../achievements/fold.ts';
import { type AchievementId, achievementIds, achievements } from '../../achievements/index.ts';
import type { Achievement } from '../../achievements/kit.ts';
import { type Database, type Transaction, veryPatient } from '../../db/client.ts';
import { inTurn } from '../in-turn.ts';
import { type Plays, playsBy } from '../results/plays.ts';
import { playMatch } from '../resimulation/play.ts';
import type { Resimulation } from '../resimulation/index.ts';
import { foldAnew } from './count.ts';
import { lockProgress, saveProgress } from './progress.ts';
import { featsOf, scoreMatches } from './score-match.ts';
import { type PlayerScore, scoresOf } from './scores.ts';

/** Told after each player or match: how many of how many are done. */
type Tell = (what: 'matches' | 'players', done: number, of: number) => void;

/** `again`: as if it had never been counted, for an achievement that has changed. */
export async function backfill(
  db: Database,
  id: AchievementId,
  { again = false, tell }: { again?: boolean; tell: Tell },
): Promise<void> {
  await scoreForgotten(db, tell);
  if (again) await forget(db, id);
  const { prisma } = db;
  const waiting = await prisma.$queryRaw<{ playerId: string }[]>`
    SELECT player_id AS "playerId" FROM achievement_progress
    WHERE last_at IS NOT NULL AND NOT counters ? ${id} ORDER BY player_id`;
  for (const [done, { playerId }] of waiting.entries()) {
    await prisma.$transaction((tx) => countAnew(tx, playerId, [id], playsBy(playMatch)), veryPatient);
    tell('players', done + 1, waiting.length);
  }
}

/**
 * For players who ask: counts all that still waits to be counted for one, and returns what that has unlocked. One after
 * the other, as all wait for the same thread that plays matches again: meanwhile they hold no connection.
 */
export function openCatchUp({ prisma }: Database, { play }: Resimulation): (id: string) => Promise<AchievementId[]> {
  const turns = inTurn();
  return async (playerId) => {
    const progress = await prisma.achievementProgress.findUnique({ where: { playerId } });
    if (!progress?.lastAt || missing(achievementIds, progress.counters as Counters).length === 0) return [];
    const count = (tx: Transaction) => countAnew(tx, playerId, achievementIds, playsBy(play));
    return turns('all', () => prisma.$transaction(count, veryPatient));
  };
}

/** Of these achievements, counts those that are not counted yet. */
async function countAnew(
  tx: Transaction,
  playerId: string,
  ids: readonly AchievementId[],
  plays: Plays,
): Promise<AchievementId[]> {
  const { counters, last } = (await lockProgress(tx, [playerId])).get(playerId) ?? {};
  if (!counters || !last) return [];
  const uncounted = missing(ids, counters);
  if (uncounted.length === 0) return [];
  const scores: PlayerScore[] = [];
  for (const score of await scoresOf(tx, [playerId])) scores.push(await measured(tx, score, uncounted, plays));
  const folded = foldAnew(uncounted, counters, scores);
  await saveProgress(tx, [{ playerId, last, anew: uncounted, ...folded }]);
  return folded.unlocked.map(({ id }) => id);
}

const missing = (ids: readonly AchievementId[], counters: Counters): AchievementId[] =>
  ids.filter((id) => !(id in counters));

/** The score with what these achievements find in its match, measured now where that is not known. */
async function measured(
  tx: Transaction,
  score: PlayerScore,
  ids: readonly AchievementId[],
  plays: Plays,
): Promise<PlayerScore> {
  const unknown = withFeats(score.game).filter((id) => ids.includes(id) && !(id in score.feats));
  if (score.matchId === null || unknown.length === 0) return score;
  const { playerId, game, id, matchId } = score;
  const { seat } = await tx.matchSeat.findFirstOrThrow({ where: { matchId, playerId }, orderBy: { seat: 'asc' } });
  const found = Object.entries(featsOf((await plays(tx, [matchId])).get(matchId)!, seat));
  const feats = { ...score.feats, ...Object.fromEntries(found.filter(([feat]) => unknown.some((id) => id === feat))) };
  await tx.score.update({ where: { playerId_game_id: { playerId, game, id } }, data: { feats } });
  return { ...score, feats };
}

/** Matches whose results were done before there was the step that makes scores of them. */
async function scoreForgotten({ prisma }: Database, tell: Tell): Promise<void> {
  const forgotten = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM matches WHERE status = 'finished' AND verified AND voided_at IS NULL
      AND NOT EXISTS (SELECT FROM applied WHERE consumer = 'achievements' AND match_id = id)
      AND NOT EXISTS (SELECT FROM outbox WHERE match_id = id)
    ORDER BY finished_at, id`;
  for (const [done, { id }] of forgotten.entries()) {
    await prisma.$transaction(async (tx) => {
      const data = [{ consumer: 'achievements', matchId: id }];
      const { count } = await tx.applied.createMany({ data, skipDuplicates: true });
      if (count > 0) await scoreMatches(tx, [id], playsBy(playMatch));
    }, veryPatient);
    tell('matches', done + 1, forgotten.length);
  }
}

async function forget({ prisma }: Database, id: AchievementId): Promise<void> {
  const { feat }: Achievement = achievements[id];
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE achievement_progress SET counters = counters - ${id}::text WHERE counters ? ${id}`;
    if (feat) await tx.$executeRaw`UPDATE scores SET feats = feats - ${id}::text WHERE game = ${feat.game}`;
  }, veryPatient);
}
