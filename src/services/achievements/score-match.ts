// Makes scores of verified matches, one for each of their players but bots, and counts them.

import type { Transaction } from '../../db/client.ts';
import type { Unlock } from '../../db/generated/client.ts';
import { matchPoints } from '../../achievements/points.ts';
import type { Plays } from '../results/plays.ts';
import type { Played } from '../resimulation/play.ts';
import { take } from '../resimulation/play.ts';
import type { BatchWork } from '../results/index.ts';
import { countScores } from './count.ts';
import type { PlayerScore } from './scores.ts';

/** The `achievements` step; what it unlocks is told by `notify`. */
export const unlockByMatches: BatchWork = async (tx, matchIds, plays) => {
  const unlocks = await scoreMatches(tx, matchIds, plays);
  if (unlocks.length === 0) return;
  const OR = unlocks.map(({ playerId, achievement }) => ({ playerId, achievement }));
  await tx.unlock.updateMany({ where: { OR }, data: { told: false } });
};

/**
 * Expects finished, verified matches whose seats have ranks; a void one counts for nothing. Returns what its players have
 * unlocked by that.
 */
export async function scoreMatches(tx: Transaction, matchIds: readonly string[], plays: Plays): Promise<Unlock[]> {
  const seats = await seatsOf(tx, matchIds);
  const played = await plays(tx, matchIds);
  const scores = [...Map.groupBy(seats, ({ matchId }) => matchId).values()].flatMap((match) => {
    const ranks = match.map(({ rank }) => rank ?? match.length);
    return match.flatMap((own): PlayerScore[] => {
      if (own.bot) return [];
      const { matchId, playerId, game, mode, at, seat } = own;
      const points = matchPoints(ranks, seat);
      const feats = featsOf(played.get(matchId)!, seat);
      return [{ playerId, game, id: matchId, mode, score: points, points, at, matchId, feats }];
    });
  });
  return countScores(tx, scores);
}

/** By achievement; none for a game without analysis, and for a log of rules that are not the present ones. */
export const featsOf = (played: Played, seat: number): Readonly<Record<string, number>> =>
  (played.fault === null && take(played.feats)[seat]) || {};

interface SeatOfMatch {
  readonly matchId: string;
  readonly game: string;
  readonly mode: string;
  readonly at: Date;
  readonly seat: number;
  readonly playerId: string;
  readonly rank: number | null;
  readonly bot: boolean;
}

/** Whoever voids one of these matches now waits, and takes back what is counted here. */
const seatsOf = (tx: Transaction, matchIds: readonly string[]): Promise<SeatOfMatch[]> =>
  tx.$queryRaw<SeatOfMatch[]>`
    SELECT matches.id AS "matchId", game, mode, matches.finished_at AS at, seat::int, player_id AS "playerId", rank::int, bot
    FROM matches JOIN match_seats ON match_id = matches.id JOIN players ON players.id = player_id
    WHERE matches.id = ANY(${[...matchIds]}::uuid[]) AND voided_at IS NULL
    ORDER BY matches.id, seat FOR SHARE OF matches`;
