// Results added up: tallies of the parts of a history join to that of the whole, winning streaks included, so that adding
// a day, or a match, reads nothing of what was before.

/** What a match was for one of its players. */
export interface Result {
  readonly playerId: string;
  readonly matchId: string;
  readonly game: string;
  readonly mode: string;
  readonly at: Date;
  readonly result: 'win' | 'draw' | 'loss';
  readonly seconds: number;
  readonly points: number;
}

export interface Tally {
  readonly matches: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  readonly seconds: number;
  readonly points: number;
  /** The wins before the first other result, after the last one, and the longest run of them. */
  readonly firstRun: number;
  readonly lastRun: number;
  readonly longestRun: number;
  /** The latest of the results. */
  readonly lastAt: Date;
  readonly lastId: string;
}

/** What is added up on its own: a player's results in a mode of a game, or under no name those in all games. */
export interface Scope {
  readonly playerId: string;
  readonly game: string;
  readonly mode: string;
}

export type DaySum = Scope & Tally & { readonly day: Date };
export type Total = Scope & Tally & { readonly firstDay: Date };

const dayMs = 24 * 3600 * 1000;

/** The day of a moment, as its first one: days are those of UTC. */
export const dayOf = (at: Date): Date => new Date(at.getTime() - (at.getTime() % dayMs));
export const nextDay = (day: Date, days = 1): Date => new Date(day.getTime() + days * dayMs);

/** The order in which results count: that of finishing, and of one millisecond by id. */
export const isBefore = (a: Pick<Tally, 'lastAt' | 'lastId'>, b: Pick<Tally, 'lastAt' | 'lastId'>): boolean =>
  a.lastAt.getTime() === b.lastAt.getTime() ? a.lastId < b.lastId : a.lastAt < b.lastAt;

export function tallyOf({ result, seconds, points, at, matchId }: Result): Tally {
  const run = result === 'win' ? 1 : 0;
  return {
    ...{ matches: 1, wins: run, draws: result === 'draw' ? 1 : 0, losses: result === 'loss' ? 1 : 0 },
    ...{ seconds, points, firstRun: run, lastRun: run, longestRun: run, lastAt: at, lastId: matchId },
  };
}

/** Of all that is in `later` nothing comes before what is in `earlier`. */
function join(earlier: Tally, later: Tally): Tally {
  return {
    matches: earlier.matches + later.matches,
    wins: earlier.wins + later.wins,
    draws: earlier.draws + later.draws,
    losses: earlier.losses + later.losses,
    seconds: earlier.seconds + later.seconds,
    points: earlier.points + later.points,
    firstRun: earlier.firstRun + (isAllWon(earlier) ? later.firstRun : 0),
    lastRun: later.lastRun + (isAllWon(later) ? earlier.lastRun : 0),
    longestRun: Math.max(earlier.longestRun, later.longestRun, earlier.lastRun + later.firstRun),
    lastAt: later.lastAt,
    lastId: later.lastId,
  };
}

const isAllWon = ({ matches, wins }: Tally): boolean => matches === wins;

/** What days hold, and what is added to them in order. */
export const addDays = (sums: readonly DaySum[], more: readonly DaySum[]): DaySum[] =>
  joinSame([...sums, ...more], (sum) => sum.day.getTime());

/** What totals hold, and the days that are added to them in order. */
export const addTotals = (totals: readonly Total[], days: readonly DaySum[]): Total[] =>
  joinSame([...totals, ...days.map(({ day, ...sum }): Total => ({ ...sum, firstDay: day }))], () => 0);

/** The days of results, which come in any order; each in its mode, and in all games. */
export function daysOf(results: readonly Result[]): DaySum[] {
  const sums = results.flatMap((result): DaySum[] => {
    const sum = { ...tallyOf(result), playerId: result.playerId, day: dayOf(result.at) };
    const { game, mode } = result;
    return [
      { ...sum, game: '', mode: '' },
      { ...sum, game, mode },
    ];
  });
  return addDays(
    [],
    sums.sort((a, b) => (isBefore(a, b) ? -1 : 1)),
  );
}

/** Rows of one scope, and of one of what `within` tells, become the first of them with all their tallies. */
function joinSame<Sum extends Scope & Tally>(sums: readonly Sum[], within: (sum: Sum) => number): Sum[] {
  const joined = new Map<string, Sum>();
  for (const sum of sums) {
    const key = JSON.stringify([sum.playerId, sum.game, sum.mode, within(sum)]);
    const earlier = joined.get(key);
    joined.set(key, earlier ? { ...earlier, ...join(earlier, sum) } : sum);
  }
  return [...joined.values()];
}
