// What statistics have to be, told from the history of matches alone, by counting it all; and what is stored.

import type { Database } from '../../src/db/client.ts';

interface Seen {
  readonly matchId: string;
  readonly game: string;
  readonly mode: string;
  readonly finishedAt: Date;
  readonly seconds: number;
  readonly players: readonly {
    readonly id: string;
    readonly rank: number;
    readonly bot: boolean;
    readonly gone: boolean;
  }[];
}

/** Rows as objects, in one order. */
export interface Statistics {
  readonly totals: readonly object[];
  readonly days: readonly object[];
  readonly gameDays: readonly object[];
}

export async function expectedStatistics(db: Database): Promise<Statistics> {
  const history = await countedHistory(db);
  const players = [...new Set(history.flatMap((match) => match.players.filter(isPerson).map(({ id }) => id)))];
  const totals: object[] = [];
  const days: object[] = [];
  for (const playerId of players) {
    const own = history.filter((match) => match.players.some(({ id }) => id === playerId));
    for (const scope of new Set(['/', ...own.map(({ game, mode }) => `${game}/${mode}`)])) {
      const [game, mode] = scope.split('/');
      const within = own.filter((match) => scope === '/' || `${match.game}/${match.mode}` === scope);
      const of = { playerId, game, mode };
      totals.push({ ...of, firstDay: dayOf(within[0]!), ...summary(within, playerId) });
      for (const day of new Set(within.map(dayOf))) {
        days.push({
          ...of,
          day,
          ...summary(
            within.filter((match) => dayOf(match) === day),
            playerId,
          ),
        });
      }
    }
  }
  return { totals: inOrder(totals), days: inOrder(days), gameDays: inOrder(gameDays(history)) };
}

/** Matches that count, in the order of finishing. */
async function countedHistory({ pool }: Database): Promise<Seen[]> {
  const { rows } = await pool.query<Seen & { ticks: number; tickRate: number }>(`
    SELECT matches.id AS "matchId", game, mode, matches.finished_at AS "finishedAt", ticks, tick_rate AS "tickRate",
           json_agg(json_build_object('id', players.id, 'rank', rank, 'bot', bot, 'gone', deleted_at IS NOT NULL)
                    ORDER BY seat) AS players
    FROM matches JOIN match_seats ON match_id = matches.id JOIN players ON players.id = player_id
         JOIN applied USING (match_id)
    WHERE status = 'finished' AND verified AND voided_at IS NULL AND consumer = 'statistics'
    GROUP BY matches.id ORDER BY matches.finished_at, matches.id`);
  return rows.map(({ ticks, tickRate, ...match }) => ({ ...match, seconds: Math.round(ticks / tickRate) }));
}

const isPerson = ({ bot, gone }: Seen['players'][number]): boolean => !bot && !gone;
const dayOf = ({ finishedAt }: Seen): string => finishedAt.toISOString().slice(0, 10);

/** Every seat for itself, as in all modes that the tests of statistics use. */
function resultOf({ players }: Seen, playerId: string): 'win' | 'draw' | 'loss' {
  const best = Math.min(...players.map(({ rank }) => rank));
  const { rank } = players.find(({ id }) => id === playerId)!;
  if (rank !== best) return 'loss';
  return players.filter((player) => player.rank === best).length > 1 ? 'draw' : 'win';
}

function pointsOf({ players }: Seen, playerId: string): number {
  const { rank } = players.find(({ id }) => id === playerId)!;
  const ahead = players.filter((other) => other.rank < rank).length;
  const behind = players.filter((other) => other.rank > rank).length;
  return ahead + behind === 0 ? 1_200 : Math.round((2_400 * behind) / (ahead + behind));
}

function summary(matches: readonly Seen[], playerId: string): object {
  const results = matches.map((match) => resultOf(match, playerId));
  const sum = (of: (match: Seen) => number): number => matches.reduce((total, match) => total + of(match), 0);
  const runs = results
    .map((result) => (result === 'win' ? 'w' : '.'))
    .join('')
    .split('.')
    .map(({ length }) => length);
  const last = matches.at(-1)!;
  return {
    matches: matches.length,
    wins: results.filter((result) => result === 'win').length,
    draws: results.filter((result) => result === 'draw').length,
    losses: results.filter((result) => result === 'loss').length,
    seconds: sum(({ seconds }) => seconds),
    points: sum((match) => pointsOf(match, playerId)),
    firstRun: runs[0],
    lastRun: runs.at(-1),
    longestRun: Math.max(...runs),
    lastAt: last.finishedAt,
    lastId: last.matchId,
  };
}

function gameDays(history: readonly Seen[]): object[] {
  const groups = Map.groupBy(history, (match) => [dayOf(match), match.game, match.mode].join('/'));
  return [...groups].map(([key, matches]) => {
    const [day, game, mode] = key.split('/');
    const people = matches.map(({ players }) => players.filter(({ bot }) => !bot).length);
    return {
      ...{ day, game, mode, matches: matches.length },
      seats: people.reduce((total, count) => total + count, 0),
      seconds: matches.reduce((total, { seconds }, i) => total + seconds * people[i]!, 0),
    };
  });
}

export async function storedStatistics({ prisma, pool }: Database): Promise<Statistics> {
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const { rows: gameDays } = await pool.query<object>(`
    SELECT day::text, game, mode, sum(matches)::int AS matches, sum(seats)::int AS seats, sum(seconds)::int AS seconds
    FROM game_days GROUP BY day, game, mode HAVING sum(matches) > 0`);
  return {
    totals: inOrder((await prisma.playerStatistics.findMany()).map((row) => ({ ...row, firstDay: day(row.firstDay) }))),
    days: inOrder((await prisma.playerDay.findMany()).map((row) => ({ ...row, day: day(row.day) }))),
    gameDays: inOrder(gameDays),
  };
}

function inOrder(rows: readonly object[]): object[] {
  const sorted = rows.map((row) => Object.fromEntries(Object.entries(row).toSorted()));
  return sorted.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
