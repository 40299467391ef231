// Who waits, and what comes of it.

export interface Skill {
  readonly rating: number;
  /** How far off the rating may be, one standard deviation; 0 where a rating system does not say. */
  readonly deviation: number;
}

interface Waiting {
  readonly playerId: string;
  /** By mode, for each mode of the entry. */
  readonly skills: Readonly<Record<string, Skill>>;
}

/** A place in the queue: a player, or a party that stays together. */
export interface Entry {
  readonly id: string;
  readonly players: readonly Waiting[];
  /** Any of these will do. */
  readonly modes: readonly string[];
  /** By region: the worst round trip of the entry's players. A region that is not here is out of the question. */
  readonly rttMs: Readonly<Record<string, number>>;
  readonly waitedSeconds: number;
  /** Whether bots will do where nobody else is found. */
  readonly bots: boolean;
}

/** Players who are to meet. */
export interface Made {
  readonly mode: string;
  readonly region: string;
  readonly entries: readonly Entry[];
  /** By seat; undefined: a bot's. */
  readonly seats: readonly (string | undefined)[];
  /** Between the highest and the lowest rating of its entries; a party's is the mean of its members'. */
  readonly spread: number;
  /** The worst of all. */
  readonly rttMs: number;
}

export function ratingOf({ players }: Entry, mode: string): number {
  return players.reduce((sum, { skills }) => sum + skills[mode]!.rating, 0) / players.length;
}
