// Elo, after Arpad Elo, "The Rating of Chessplayers, Past and Present" (1978), with the development coefficients of the
// FIDE Handbook (B.02, 8.3.3). With more than two players each pair of opponents counts as a share of one game.

import { opponentsOf, type RatingSystem, scoreOf, type Skill } from './system.ts';

const PROVISIONAL_GAMES = 30;
const MASTER_RATING = 2400;

/** The score to be expected of a player, from 0 to 1. */
export const expectedScore = (rating: number, opponent: number): number => 1 / (1 + 10 ** ((opponent - rating) / 400));

/** A rating after games with this sum of scores, where the sum of expected scores was another. */
export const afterScore = (rating: number, coefficient: number, score: number, expected: number): number =>
  rating + coefficient * (score - expected);

export function coefficientOf({ rating, games }: Pick<Skill, 'rating' | 'games'>): number {
  if (games < PROVISIONAL_GAMES) return 40;
  return rating < MASTER_RATING ? 20 : 10;
}

export const elo: RatingSystem = {
  newcomer: { rating: 1500, deviation: 0, volatility: 0, games: 0, playedAtMs: undefined },
  rate: (players, result) =>
    players.map((player, self) => {
      const { ranks } = result;
      const opponents = opponentsOf(self, result);
      let score = 0;
      let expected = 0;
      for (const other of opponents) {
        score += scoreOf(ranks[self]!, ranks[other]!);
        expected += expectedScore(player.rating, players[other]!.rating);
      }
      const share = coefficientOf(player) / opponents.length;
      return { rating: afterScore(player.rating, share, score, expected), deviation: 0, volatility: 0 };
    }),
  deviationAt: () => 0,
  isProvisional: ({ games }) => games < PROVISIONAL_GAMES,
};
