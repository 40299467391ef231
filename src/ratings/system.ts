// What every rating system is: a pure step from what was known of a match's players to what is known after it.

/** What a ladder knows of a player. */
export interface Skill {
  readonly rating: number;
  /** How far off the rating may be (one standard deviation); 0 in a system that does not say. */
  readonly deviation: number;
  /** How erratic the player is; 0 in a system that does not say. */
  readonly volatility: number;
  /** Counted so far. */
  readonly games: number;
  /** When the last counted match ended, in ms since 1970; undefined before the first. */
  readonly playedAtMs: number | undefined;
}

/** How a match ended for its players, each at one index. */
export interface RatedResult {
  /** 1 is the best, equal ranks are a tie. */
  readonly ranks: readonly number[];
  /** Players of one number played together, and share a rank. */
  readonly teams: readonly number[];
  readonly endedAtMs: number;
}

export interface RatingSystem {
  /** A player of whom nothing is known. */
  readonly newcomer: Skill;
  /** Everyone's rating, deviation and volatility after a match; at least two teams. */
  rate(players: readonly Skill[], result: RatedResult): Pick<Skill, 'rating' | 'deviation' | 'volatility'>[];
  /** The deviation at a moment, which grows while a player is away. */
  deviationAt(skill: Skill, atMs: number): number;
  /** Whether a player's rating is still too unsure to be compared. */
  isProvisional(skill: Skill, atMs: number): boolean;
}

/** What one player scored against another: 1 won, 0.5 tied, 0 lost. */
export const scoreOf = (ownRank: number, otherRank: number): number =>
  ownRank === otherRank ? 0.5 : ownRank < otherRank ? 1 : 0;

/** The indices of everyone who played against player `self`. */
export function opponentsOf(self: number, { teams }: RatedResult): number[] {
  return [...teams.keys()].filter((other) => teams[other] !== teams[self]);
}
