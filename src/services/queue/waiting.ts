// Everyone who waits for a game, as the pairing looks at them: with ratings of the season that is on, and who has
// blocked whom.

import type pg from 'pg';
import type { Entry, Skill } from '../../matchmaking/entry.ts';
import { ratingSystems } from '../../ratings/index.ts';
import { ratingSystemOf } from '../ladders/results.ts';
import { seasonNow } from '../seasons.ts';

/** Those who have waited longest: pairing more of them would keep the rooms of its process waiting, 0.1 s as it is. */
const mostAtOnce = 1_500;

export interface Waiting {
  readonly entries: readonly Entry[];
  readonly areBlocked: (playerId: string, otherId: string) => boolean;
}

interface Row {
  readonly id: string;
  readonly modes: readonly string[];
  readonly rttMs: Readonly<Record<string, number>>;
  readonly bots: boolean;
  readonly waitedSeconds: number;
  readonly playerIds: readonly string[];
}

interface Standing extends Skill {
  readonly playerId: string;
  readonly mode: string;
  readonly season: number;
  readonly volatility: number;
  readonly games: number;
  readonly playedAtMs: number;
}

export async function loadWaiting(tx: pg.PoolClient, game: string): Promise<Waiting> {
  const { rows } = await tx.query<Row>({
    name: 'queue-waiting',
    text: `SELECT id, modes, rtt_ms AS "rttMs", bots, extract(epoch FROM now() - queued_at)::float8 AS "waitedSeconds",
                  array_agg(player_id ORDER BY player_id) AS "playerIds"
           FROM (
             SELECT * FROM queue_entries WHERE game = $1 AND state = 'waiting' ORDER BY queued_at LIMIT $2
           ) AS longest JOIN queued_players ON entry_id = id
           GROUP BY id, modes, rtt_ms, bots, queued_at`,
    values: [game, mostAtOnce],
  });
  const playerIds = rows.flatMap((row) => row.playerIds);
  const skillOf = await loadSkills(tx, game, playerIds);
  const entries = rows.map(({ playerIds, ...row }) => ({
    ...row,
    players: playerIds.map((playerId) => {
      return { playerId, skills: Object.fromEntries(row.modes.map((mode) => [mode, skillOf(playerId, mode)])) };
    }),
  }));
  return { entries, areBlocked: await loadBlocks(tx, playerIds) };
}

async function loadSkills(
  tx: pg.PoolClient,
  game: string,
  playerIds: readonly string[],
): Promise<(playerId: string, mode: string) => Skill> {
  const { rows } = await tx.query<Standing>({
    name: 'queue-skills',
    text: `SELECT player_id AS "playerId", mode, season, rating, deviation, volatility, games,
                  (extract(epoch FROM played_at) * 1000)::float8 AS "playedAtMs"
           FROM ratings WHERE game = $1 AND season = ${seasonNow('$1')} AND player_id = ANY($2)`,
    values: [game, playerIds],
  });
  const standings = new Map(rows.map((row) => [`${row.playerId} ${row.mode}`, row]));
  const now = Date.now();
  return (playerId, mode) => {
    const standing = standings.get(`${playerId} ${mode}`);
    const system = ratingSystemOf({ game, mode, season: standing?.season ?? 1 }) ?? ratingSystems.glicko2;
    if (!standing) return system.newcomer;
    return { rating: standing.rating, deviation: system.deviationAt(standing, now) };
  };
}

async function loadBlocks(tx: pg.PoolClient, playerIds: readonly string[]): Promise<Waiting['areBlocked']> {
  const { rows } = await tx.query<{ playerId: string; blockedId: string }>({
    name: 'queue-blocks',
    text: `SELECT player_id AS "playerId", blocked_id AS "blockedId" FROM blocks
           WHERE player_id = ANY($1) AND blocked_id = ANY($1)`,
    values: [playerIds],
  });
  const blocks = new Set(rows.map(({ playerId, blockedId }) => `${playerId} ${blockedId}`));
  return (one, other) => blocks.has(`${one} ${other}`) || blocks.has(`${other} ${one}`);
}
