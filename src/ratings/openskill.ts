// OpenSkill: Weng and Lin, "A Bayesian Approximation Method for Online Ranking" (JMLR 12, 2011), the Plackett–Luce model.
// For teams of any size and for everyone against everyone.

import { rate as rateTeamsOf } from 'openskill';
import type { RatingSystem, Skill } from './system.ts';

type Belief = Pick<Skill, 'rating' | 'deviation'>;

/** The model's constants, pinned: the library's defaults have changed before. */
export interface Scale {
  /** How much a player's form varies from match to match. */
  readonly beta: number;
  /** How much a player may have changed since the last match. */
  readonly tau: number;
}

const RATING = 1500;
const DEVIATION = RATING / 3;
/** The paper's proportions (mean 25, deviation 25/3, β 25/6, τ 25/300), so that newcomers start at 1500 as elsewhere. */
const scale: Scale = { beta: DEVIATION / 2, tau: DEVIATION / 100 };
const PROVISIONAL_GAMES = 10;

/** Everyone's belief after a match of teams; `ranks[i]` is the rank of `teams[i]`, 1 the best. */
export function rateTeams(
  teams: readonly (readonly Belief[])[],
  ranks: readonly number[],
  { beta, tau }: Scale,
): Belief[][] {
  const before = teams.map((team) => team.map(({ rating, deviation }) => ({ mu: rating, sigma: deviation })));
  const after = rateTeamsOf(before, { rank: [...ranks], beta, tau, kappa: 1e-4, limitSigma: false });
  return after.map((team) => team.map(({ mu, sigma }) => ({ rating: mu, deviation: sigma })));
}

export const openskill: RatingSystem = {
  newcomer: { rating: RATING, deviation: DEVIATION, volatility: 0, games: 0, playedAtMs: undefined },
  rate(players, { ranks, teams }) {
    const members = [...new Set(teams)].map((team) => [...teams.keys()].filter((player) => teams[player] === team));
    const teamRanks = members.map((team) => Math.min(...team.map((player) => ranks[player]!)));
    const beliefs = rateTeams(
      members.map((team) => team.map((player) => players[player]!)),
      teamRanks,
      scale,
    );
    const after = new Map(members.flatMap((team, i) => team.map((player, j) => [player, beliefs[i]![j]!])));
    return players.map((_, player) => ({ ...after.get(player)!, volatility: 0 }));
  },
  deviationAt: ({ deviation }) => deviation,
  isProvisional: ({ games }) => games < PROVISIONAL_GAMES,
};
