// Glicko-2, after Mark Glickman, "Example of the Glicko-2 system" (2022). A match is a rating period of its own for those
// who played it; for each whole period without one, a player's deviation grows by the paper's step 6. With more than two
// players each pair of opponents counts as one game.

import glicko2Step from 'glicko2-lite';
import { opponentsOf, type RatingSystem, scoreOf, type Skill } from './system.ts';

export type Glicko2 = Pick<Skill, 'rating' | 'deviation' | 'volatility'>;

/** The system constant τ; Glickman recommends 0.3 to 1.2. */
const TAU = 0.5;
/** Glicko points in one unit of the paper's own scale. */
const SCALE = 173.7178;
const GREATEST_DEVIATION = 350;
/** With five days, who is as sure as players get (60) and stays away is in doubt again (110) after about a year. */
export const PERIOD_MS = 5 * 24 * 3600 * 1000;
const PROVISIONAL_DEVIATION = 110;

/** A result against one opponent: 1 won, 0.5 tied, 0 lost. */
export interface Glicko2Result {
  readonly opponent: Glicko2;
  readonly score: number;
}

/** One player's rating after a rating period with these results, of which there is at least one. */
export function rateAgainst(player: Glicko2, results: readonly Glicko2Result[]): Glicko2 {
  const { rating, rd, vol } = glicko2Step(
    player.rating,
    player.deviation,
    player.volatility,
    results.map(({ opponent, score }) => [opponent.rating, opponent.deviation, score]),
    { tau: TAU },
  );
  return { rating, deviation: Math.min(rd, GREATEST_DEVIATION), volatility: vol };
}

function deviationAt({ deviation, volatility, playedAtMs }: Skill, atMs: number): number {
  const periods = playedAtMs === undefined ? 0 : Math.max(0, Math.floor((atMs - playedAtMs) / PERIOD_MS));
  if (periods === 0) return deviation;
  return Math.min(Math.sqrt(deviation ** 2 + periods * (volatility * SCALE) ** 2), GREATEST_DEVIATION);
}

export const glicko2: RatingSystem = {
  newcomer: { rating: 1500, deviation: GREATEST_DEVIATION, volatility: 0.06, games: 0, playedAtMs: undefined },
  rate(players, result) {
    const { ranks, endedAtMs } = result;
    const rested = players.map((player) => ({ ...player, deviation: deviationAt(player, endedAtMs) }));
    return rested.map((player, self) => {
      const against = opponentsOf(self, result).map((other) => {
        return { opponent: rested[other]!, score: scoreOf(ranks[self]!, ranks[other]!) };
      });
      return rateAgainst(player, against);
    });
  },
  deviationAt,
  isProvisional: (skill, atMs) => deviationAt(skill, atMs) > PROVISIONAL_DEVIATION,
};
