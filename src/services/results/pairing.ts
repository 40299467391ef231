// What two players have played against each other lately, for the detector of traded rating.

import type { Transaction } from '../../db/client.ts';
import type { PairResult, Pairing } from '../../anticheat/kit.ts';
import { leastMatches } from '../../anticheat/pairings.ts';

/** How far back it goes, by when matches began. */
const windowHours = 24;
/** Others' matches that are looked at for what is usual, among so many of each season, and how few of them say nothing. */
const mostOthers = 200;
const lately = 500;
const leastOthers = 20;

export interface PairedMatch {
  readonly id: string;
  readonly game: string;
  readonly mode: string;
  readonly finishedAt: Date | null;
  readonly season: number | null;
  readonly place: bigint | null;
  readonly seats: readonly { readonly playerId: string }[];
}

/** Of these matches, those of two who have met often enough of late for the detector to look at it. */
export async function meetAgain(tx: Transaction, matches: readonly PairedMatch[]): Promise<ReadonlySet<string>> {
  const pairs = matches.filter(({ seats }) => seats.length === 2).map(({ id }) => id);
  if (pairs.length === 0) return new Set();
  // A bot has met everyone: where one of the two is none, their matches are looked through.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM matches, LATERAL (
      SELECT a.player_id AS one, b.player_id AS two FROM match_seats a
        JOIN match_seats b ON b.match_id = a.match_id AND b.seat <> a.seat JOIN players ON players.id = a.player_id
      WHERE a.match_id = matches.id ORDER BY bot LIMIT 1) AS pair
    WHERE id = ANY(${pairs}::uuid[]) AND ${leastMatches}::int <= (
      SELECT count(*) FROM match_seats c JOIN match_seats d ON d.match_id = c.match_id AND d.player_id = two
        JOIN matches other ON other.id = c.match_id AND other.game = matches.game AND other.mode = matches.mode AND other.rated
      WHERE c.player_id = one AND other.finished_at <= matches.finished_at
        AND c.listed_at > matches.finished_at - make_interval(hours => ${windowHours}::int))`;
  return new Set(rows.map(({ id }) => id));
}

/** The history that ends with this match; undefined unless two played. */
export async function pairingOf(tx: Transaction, match: PairedMatch): Promise<Pairing | undefined> {
  const [one, two, ...more] = match.seats.map(({ playerId }) => playerId);
  if (one === undefined || two === undefined || more.length > 0) return undefined;
  const since = await lastReported(tx, match, one, two);
  const results = await resultsBetween(tx, match, one, two, since);
  const played = await tx.$queryRaw<{ playerId: string; matches: number }[]>`
    SELECT player_id AS "playerId", count(*)::int AS matches FROM match_seats JOIN matches ON match_id = id
    WHERE player_id IN (${one}::uuid, ${two}::uuid) AND listed_at > ${earliest(match)}
      AND game = ${match.game} AND mode = ${match.mode} AND rated
      AND finished_at > ${since} AND finished_at <= ${match.finishedAt}
    GROUP BY player_id`;
  return {
    results,
    played: [one, two].map((player) => played.find(({ playerId }) => playerId === player)?.matches ?? 0),
    typicalTicks: results.length > 1 ? await typicalTicks(tx, match, one, two) : undefined,
  };
}

const earliest = ({ finishedAt }: PairedMatch): Date => new Date(Number(finishedAt) - windowHours * 3_600_000);

/** From when on their matches count: what was in a case before is not held against them again. */
async function lastReported(tx: Transaction, match: PairedMatch, one: string, two: string): Promise<Date> {
  const [row] = await tx.$queryRaw<{ since: Date | null }[]>`
    SELECT max(finished_at) AS since
    FROM matches JOIN cases a ON a.match_id = matches.id JOIN cases b ON b.match_id = matches.id
    WHERE a.detector = 'pairings' AND b.detector = 'pairings' AND a.player_id = ${one}::uuid AND b.player_id = ${two}::uuid
      AND game = ${match.game} AND mode = ${match.mode} AND finished_at < ${match.finishedAt}`;
  return row?.since ?? earliest(match);
}

const resultsBetween = (
  tx: Transaction,
  match: PairedMatch,
  one: string,
  two: string,
  since: Date,
): Promise<PairResult[]> =>
  tx.$queryRaw<PairResult[]>`
    SELECT id AS "matchId", ticks,
      CASE WHEN a.rank < b.rank THEN a.player_id WHEN b.rank < a.rank THEN b.player_id END AS winner
    FROM matches JOIN match_seats a ON a.match_id = id JOIN match_seats b ON b.match_id = id
    WHERE a.player_id = ${one}::uuid AND b.player_id = ${two}::uuid
      AND game = ${match.game} AND mode = ${match.mode} AND rated AND verified IS NOT FALSE
      AND a.listed_at > ${earliest(match)} AND finished_at > ${since} AND (finished_at, id) <= (${match.finishedAt}, ${match.id}::uuid)
    ORDER BY finished_at, id`;

/** How long such a match lasts when others play it: along the order of rated results, in which a mode's own are together. */
async function typicalTicks(
  tx: Transaction,
  { game, mode, season, place }: PairedMatch,
  one: string,
  two: string,
): Promise<number | undefined> {
  const [row] = await tx.$queryRaw<{ count: number; median: number | null }[]>`
    SELECT count(*)::int, percentile_disc(0.5) WITHIN GROUP (ORDER BY ticks) AS median FROM (
      SELECT ticks FROM seasons, LATERAL (
        SELECT id, ticks, season, place FROM matches
        WHERE game = ${game} AND mode = ${mode} AND season = number
          AND place < CASE number WHEN ${season} THEN ${place} ELSE 9223372036854775807 END
        ORDER BY place DESC LIMIT ${lately}) AS recent
      WHERE game = ${game} AND number <= ${season}
        AND NOT EXISTS (SELECT FROM match_seats WHERE match_id = id AND player_id IN (${one}::uuid, ${two}::uuid))
      ORDER BY season DESC, place DESC LIMIT ${mostOthers}) AS others`;
  return row && row.count >= leastOthers ? (row.median ?? undefined) : undefined;
}
