// Scores are what was played, and unlocks what a plain count over each player's scores, one after the other, comes to;
// each is told.

import { achievementIds, achievements } from '../../../src/achievements/index.ts';
import type { Achievement, Score } from '../../../src/achievements/kit.ts';
import { plain } from '../../../src/games/kit/index.ts';
import { report } from '../../../src/replays/report.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import type { RecordedGame } from '../../results/games.ts';
import { type Check, type History, type Rows, rowsBy, together } from './check.ts';

interface Played extends Score {
  readonly playerId: string;
  readonly matchId: string;
  readonly at: Date;
}

export const scoresAndUnlocks: Check = {
  expected(_db, history) {
    const scores = scoresOf(history);
    const unlocks = allUnlocks(scores);
    const told = unlocks.map(({ playerId, achievement }) => ({ playerId, achievement }));
    return toRows({ scores, unlocks, totals: totalsOf(unlocks), told });
  },
  async stored({ pool }) {
    const [scores, unlocks, totals, told] = await Promise.all([
      pool.query<object>(
        `SELECT player_id AS "playerId", match_id AS "matchId", game, mode, points, at, feats FROM scores`,
      ),
      pool.query<object>(
        `SELECT player_id AS "playerId", achievement, points, match_id AS "matchId", unlocked_at AS at FROM unlocks`,
      ),
      pool.query<object>(`SELECT player_id AS "playerId", points FROM achievement_progress`),
      pool.query<object>(
        `SELECT player_id AS "playerId", content ->> 'achievement' AS achievement FROM notifications
         WHERE content ->> 'kind' = 'achievement.unlocked'`,
      ),
    ]);
    return toRows({ scores: scores.rows, unlocks: unlocks.rows, totals: totals.rows, told: told.rows });
  },
};

type Tables = Readonly<Record<'scores' | 'unlocks' | 'totals' | 'told', readonly object[]>>;

const toRows = ({ scores, unlocks, totals, told }: Tables): Rows =>
  together({
    score: rowsBy(['playerId', 'matchId'], scores.map(withSortedFeats)),
    unlock: rowsBy(['playerId', 'achievement'], unlocks),
    total: rowsBy(['playerId'], totals),
    told: rowsBy(['playerId', 'achievement'], told),
  });

/** PostgreSQL keeps an object's fields in an order of its own. */
const withSortedFeats = (score: object): object => {
  const { feats } = score as { feats: object };
  return { ...score, feats: Object.entries(feats).toSorted(([a], [b]) => (a < b ? -1 : 1)) };
};

function scoresOf({ matches, games }: History): Played[] {
  const feats = games.map(featsBySeat);
  return matches.flatMap(({ matchId, game: n, seats, at }) => {
    const { log, outcome } = games[n]!;
    const { game, mode } = log.header;
    return seats.map((playerId, seat): Played => {
      const own = outcome.ranks[seat]!;
      const [behind, ahead] = [outcome.ranks.filter((rank) => rank > own), outcome.ranks.filter((rank) => rank < own)];
      const apart = behind.length + ahead.length;
      const points = apart === 0 ? 1_200 : Math.round((2_400 * behind.length) / apart);
      return { playerId, matchId, game, mode, points, at, feats: feats[n]![seat]! };
    });
  });
}

/** What a game's achievements find in its report. */
function featsBySeat({ game, log, outcome }: RecordedGame): Record<string, number>[] {
  const told = report(game, log, { make: plain, sha256 })!;
  return outcome.ranks.map((_, seat) =>
    Object.fromEntries(
      achievementIds.flatMap((id) => {
        const { feat }: Achievement = achievements[id];
        return feat?.game === game.rules.id ? [[id, feat.measure(told, seat)]] : [];
      }),
    ),
  );
}

interface Unlock {
  readonly playerId: string;
  readonly achievement: string;
  readonly points: number;
  readonly matchId: string;
  readonly at: Date;
}

function unlocksOf(scores: readonly Played[]): Unlock[] {
  const inOrder = scores.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.matchId < b.matchId ? -1 : 1));
  return achievementIds.flatMap((id) => {
    const { start, count, progress, goal, points }: Achievement = achievements[id];
    let counter = start;
    for (const score of inOrder) {
      counter = count(counter, score, score.feats[id] ?? 0);
      if (progress(counter) < goal) continue;
      const { playerId, matchId, at } = score;
      return [{ playerId, achievement: id, points, matchId, at }];
    }
    return [];
  });
}

/** The points of everyone's achievements. */
export const expectedTotals = (history: History): { playerId: string; points: number }[] =>
  totalsOf(allUnlocks(scoresOf(history)));

const allUnlocks = (scores: readonly Played[]): Unlock[] =>
  [...Map.groupBy(scores, ({ playerId }) => playerId).values()].flatMap(unlocksOf);

function totalsOf(unlocks: readonly Unlock[]): { playerId: string; points: number }[] {
  const own = Map.groupBy(unlocks, ({ playerId }) => playerId);
  return [...own].map(([playerId, all]) => ({ playerId, points: all.reduce((sum, { points }) => sum + points, 0) }));
}
