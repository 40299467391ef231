// Ratings are a fold over results: the same results in the same order give the same numbers, to the bit.

import type { RatedResult, RatingSystem, Skill } from './system.ts';

/** A player's place on a ladder: skill, and how the matches went. */
export interface Standing extends Skill {
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

/** A result by player instead of seat. */
export interface PlayedResult extends RatedResult {
  readonly playerIds: readonly string[];
}

export interface RatingStep {
  readonly playerId: string;
  readonly before: Standing;
  readonly after: Standing;
}

const newcomer = (system: RatingSystem): Standing => ({ ...system.newcomer, wins: 0, draws: 0, losses: 0 });

/**
 * Counts one result into `standings` and returns the step of each player. Throws, and changes nothing, where there is no
 * such thing as a rating for this result.
 */
export function foldResult(system: RatingSystem, standings: Map<string, Standing>, result: PlayedResult): RatingStep[] {
  const { playerIds, ranks, teams, endedAtMs } = result;
  if (new Set(teams).size < 2) throw new Error('a match of fewer than two teams can not be rated');
  if (new Set(playerIds).size < playerIds.length) throw new Error('a player has several seats');
  const before = playerIds.map((playerId) => standings.get(playerId) ?? newcomer(system));
  const skills = system.rate(before, result);
  const steps = playerIds.map((playerId, i) => {
    const standing = { ...before[i]!, ...skills[i]!, games: before[i]!.games + 1, playedAtMs: endedAtMs };
    if (![standing.rating, standing.deviation, standing.volatility].every(Number.isFinite)) {
      throw new Error(`the rating of player ${playerId} has no finite value`);
    }
    const tally = tallies[resultOf(ranks, teams, i)];
    return { playerId, before: before[i]!, after: { ...standing, [tally]: standing[tally] + 1 } };
  });
  for (const { playerId, after } of steps) standings.set(playerId, after);
  return steps;
}

/** What a match was for one of its players. */
type MatchResult = 'win' | 'draw' | 'loss';

const tallies = { win: 'wins', draw: 'draws', loss: 'losses' } as const satisfies Record<MatchResult, keyof Standing>;

/** The team of the best rank wins, several of them draw, anything else loses. */
export function resultOf(ranks: readonly number[], teams: readonly number[], self: number): MatchResult {
  const best = Math.min(...ranks);
  if (ranks[self] !== best) return 'loss';
  return new Set(teams.filter((_, i) => ranks[i] === best)).size > 1 ? 'draw' : 'win';
}
