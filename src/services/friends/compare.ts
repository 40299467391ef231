// Two players side by side: how they have played against each other, and where each of them stands.

import type { Database } from '../../db/client.ts';
import { type Standing, toStanding } from '../ladders/standing.ts';

/** Matches in which one had a better rank than the other; void ones and those found false count for nothing. */
interface HeadToHead {
  readonly game: string;
  readonly mode: string;
  readonly matches: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
}

export interface Comparison {
  /** As the first one sees it. */
  readonly headToHead: readonly HeadToHead[];
  /** On each ladder on which both or one of them stand. */
  readonly standings: readonly {
    readonly game: string;
    readonly mode: string;
    readonly season: number;
    readonly own: Standing | null;
    readonly other: Standing | null;
  }[];
  readonly achievements: Record<'own' | 'other' | 'both', number>;
}

export async function compare({ prisma, pool }: Database, ownId: string, otherId: string): Promise<Comparison> {
  const { rows: headToHead } = await pool.query<HeadToHead>(
    `SELECT game, mode, count(*)::int AS matches,
            (count(*) FILTER (WHERE own.rank < other.rank))::int AS wins,
            (count(*) FILTER (WHERE own.rank = other.rank))::int AS draws,
            (count(*) FILTER (WHERE own.rank > other.rank))::int AS losses
     FROM match_seats AS own JOIN match_seats AS other USING (match_id) JOIN matches ON id = match_id
     WHERE own.player_id = $1 AND other.player_id = $2 AND status = 'finished' AND voided_at IS NULL
       AND verified IS NOT false AND own.rank IS NOT NULL AND other.rank IS NOT NULL
     GROUP BY game, mode ORDER BY game, mode`,
    [ownId, otherId],
  );
  const ratings = await prisma.rating.findMany({
    where: { playerId: { in: [ownId, otherId] } },
    orderBy: [{ game: 'asc' }, { mode: 'asc' }, { season: 'desc' }],
  });
  const ladders = Map.groupBy(ratings, ({ game, mode, season }) => JSON.stringify([game, mode, season]));
  const standings = [...ladders.values()].map((rows) => {
    const { game, mode, season } = rows[0]!;
    const of = (id: string): Standing | null => {
      const row = rows.find(({ playerId }) => playerId === id);
      return row ? toStanding(row) : null;
    };
    return { game, mode, season, own: of(ownId), other: of(otherId) };
  });
  const { rows: unlocks } = await pool.query<Comparison['achievements']>(
    `SELECT (count(*) FILTER (WHERE own))::int AS own, (count(*) FILTER (WHERE other))::int AS other,
            (count(*) FILTER (WHERE own AND other))::int AS both
     FROM (SELECT bool_or(player_id = $1) AS own, bool_or(player_id = $2) AS other FROM unlocks
           WHERE player_id IN ($1, $2) GROUP BY achievement) AS unlocked`,
    [ownId, otherId],
  );
  return { headToHead, standings, achievements: unlocks[0]! };
}
