// What matchmaking knows of a mode: how different, how far apart and how few its players may be, and for how long.

/** A limit that gives way while somebody waits: at first, more with each second, and at most. */
export interface Widening {
  readonly first: number;
  readonly perSecond: number;
  readonly most: number;
}

/** What a mode may set for its queue; the rest is as in `usualTerms`. */
export interface QueueTerms {
  /** How far apart the ratings of those who meet may be. */
  readonly window: Widening;
  /** Round trips to the region where the match is placed, in ms. */
  readonly rttMs: Widening;
  /** After so many seconds bots take the seats for which nobody is found; left out: never. The match is unrated then. */
  readonly botsAfterSeconds?: number;
  /** How long a match that was made waits for its players, before those who came go back to the queue. */
  readonly comeSeconds: number;
  /** Whether friends may queue as one. Left out: where they would be in one team, or nothing is at stake. */
  readonly parties?: boolean;
  /** A match that clients arrange among themselves is not rated: whoever wants a rating meets whom the queue finds. */
  readonly ratedOnlyHere?: boolean;
}

export const usualTerms = {
  window: { first: 60, perSecond: 5, most: 600 },
  rttMs: { first: 80, perSecond: 4, most: 250 },
  comeSeconds: 20,
} as const satisfies QueueTerms;

export const after = ({ first, perSecond, most }: Widening, seconds: number): number =>
  Math.min(most, first + perSecond * seconds);

/** One mode as the queue deals with it. */
export interface QueueMode {
  readonly id: string;
  /** By seat: who shares a number plays together. */
  readonly teams: readonly number[];
  readonly rated: boolean;
  readonly terms: QueueTerms;
}

/** How many friends may queue for this mode as one. */
export function largestParty({ teams, rated, terms }: QueueMode): number {
  const largestTeam = Math.max(...teams.map((team) => teams.filter((other) => other === team).length));
  if (largestTeam > 1) return terms.parties === false ? 1 : largestTeam;
  return (terms.parties ?? !rated) ? teams.length : 1;
}
