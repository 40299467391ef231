// How the queue does: what waiting costs, and how fair the matches are that come of it.

import type { Database } from '../../db/client.ts';

/** Of the matches of one mode made in one region. */
export interface QueueFigures {
  readonly game: string;
  readonly mode: string;
  readonly region: string;
  readonly matches: number;
  /** Matches with bots among them. */
  readonly withBots: number;
  /** In seconds. */
  readonly waitMedian: number;
  readonly waitP95: number;
  /** Of matches between people: the highest less the lowest rating. Null where there is none. */
  readonly spreadMedian: number | null;
  readonly spreadP95: number | null;
  /** The worst round trip of a match, in ms. */
  readonly rttMedian: number;
  readonly rttP95: number;
}

export interface QueueLength {
  readonly game: string;
  readonly players: number;
  readonly longestSeconds: number;
}

export async function readFigures({ pool }: Database, sinceHours: number): Promise<QueueFigures[]> {
  const of = (percent: number, value: string): string =>
    `percentile_cont(${percent / 100}) WITHIN GROUP (ORDER BY ${value})`;
  const { rows } = await pool.query<QueueFigures>(
    `SELECT figures.*, waits."waitMedian", waits."waitP95" FROM (
       SELECT game, mode, region, count(*)::int AS matches, (count(*) FILTER (WHERE bots > 0))::int AS "withBots",
              ${of(50, 'spread')} FILTER (WHERE bots = 0) AS "spreadMedian",
              ${of(95, 'spread')} FILTER (WHERE bots = 0) AS "spreadP95",
              ${of(50, 'rtt_ms')} AS "rttMedian", ${of(95, 'rtt_ms')} AS "rttP95"
       FROM made_matches WHERE made_at > now() - make_interval(hours => $1) GROUP BY game, mode, region
     ) AS figures JOIN (
       SELECT game, mode, region, ${of(50, 'wait')} AS "waitMedian", ${of(95, 'wait')} AS "waitP95"
       FROM made_matches, unnest(waits) AS wait
       WHERE made_at > now() - make_interval(hours => $1) GROUP BY game, mode, region
     ) AS waits USING (game, mode, region) ORDER BY game, mode, region`,
    [sinceHours],
  );
  return rows;
}

/** Who waits now. */
export async function readLengths({ pool }: Database): Promise<QueueLength[]> {
  const { rows } = await pool.query<QueueLength>(
    `SELECT game, count(*)::int AS players, max(extract(epoch FROM now() - queued_at))::float8 AS "longestSeconds"
     FROM queue_entries JOIN queued_players ON entry_id = id WHERE state <> 'found' GROUP BY game ORDER BY game`,
  );
  return rows;
}

/** What a wait in these modes was like lately, in seconds; null where nobody was matched. */
export async function estimateWait({ pool }: Database, game: string, modes: readonly string[]): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>({
    name: 'queue-estimate',
    text: `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS seconds FROM (
             SELECT waits FROM made_matches WHERE game = $1 AND mode = ANY($2) AND made_at > now() - interval '1 hour'
             ORDER BY made_at DESC LIMIT 100
           ) AS latest, unnest(waits) AS wait`,
    values: [game, modes],
  });
  return rows[0]!.seconds;
}
