// Matches in PostgreSQL: opened with their log's header, finished in one transaction with what is owed for them.

import type pg from 'pg';
import type { Refusals } from '../anticheat/kit.ts';
import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { LogHeader, Outcome } from '../games/kit/index.ts';
import type { Chunk } from '../replays/chain.ts';
import type { StoredLog } from '../replays/log-file.ts';
import type { LogSummary } from '../replays/log-writer.ts';
import { signHead } from '../replays/signed-head.ts';
import type { LogSigner } from './ed25519.ts';
import { visibleTo } from './access.ts';
import { before, type Page, pageOf, type PageRequest } from './page.ts';
import { Refused } from './refused.ts';
import { throughOutages } from './outages.ts';
import { alive } from './ownership.ts';
import { readLog } from './stored-logs.ts';
import { seasonNow } from './seasons.ts';

export interface FinishedMatch {
  readonly matchId: string;
  readonly outcome: Outcome;
  readonly ticks: number;
  readonly index: number;
  readonly chunk: Chunk;
  /** What is signed of the whole log. */
  readonly summary: LogSummary;
  /** What was refused, by seat. */
  readonly refusals?: readonly (readonly Refusals[])[];
}

export interface MatchFilter extends PageRequest {
  readonly game?: string | undefined;
  readonly status?: 'running' | 'finished' | 'aborted' | undefined;
  /** A player who sat in it. */
  readonly of?: string | undefined;
  /** False: its log doesn't replay to its result; null: nobody has looked. */
  readonly verified?: boolean | null | undefined;
  /** Who asks, and is told of private matches of their own. */
  readonly playerId: string | undefined;
}

export type MatchSummary = ReturnType<typeof toSummary>;

const withSeats = {
  seats: { orderBy: { seat: 'asc' }, include: { player: { select: { id: true, name: true, bot: true } } } },
} as const satisfies Prisma.MatchInclude;

export type Matches = ReturnType<typeof openMatches>;

/**
 * @param owner the number under which this process holds its advisory lock (see ownership.ts).
 * @param signer vouches for the logs of the matches that this process finishes.
 */
export function openMatches(db: Database, owner: number, signer: LogSigner) {
  return {
    /** Writes a match that begins, with the first chunk of its log. */
    async open(header: LogHeader, rated: boolean, chunk: Chunk): Promise<void> {
      const { matchId: id, game, mode, rules: rulesVersion, seed, tickRate, seats } = header;
      const startedAt = new Date();
      const listing = (playerId: string, seat: number) =>
        seats.indexOf(playerId) === seat && { listedGame: game, listedAt: startedAt };
      await db.prisma.match.create({
        data: {
          ...{ id, game, mode, rulesVersion, seed, tickRate, rated, owner, startedAt },
          seats: { create: seats.map((playerId, seat) => ({ seat, playerId, ...listing(playerId, seat) })) },
          chunks: { create: { index: 0, bytes: Buffer.from(chunk.bytes), hash: Buffer.from(chunk.hash) } },
        },
      });
    },

    /** Writes a match's end and the last piece of its log. Counts once; waits while PostgreSQL is away. */
    finish: (match: FinishedMatch): Promise<void> => finish(db.pool, match, signer),

    /**
     * Ends a match that has no result: a bug, a shutdown. What was journaled of it is kept. Waits while PostgreSQL is away,
     * since its tournament waits for a match that is "running".
     */
    async abort(matchId: string, reason: string): Promise<void> {
      await throughOutages(() =>
        db.pool.query(
          `UPDATE matches SET status = 'aborted', reason = $2, finished_at = now() WHERE id = $1 AND status = 'running'`,
          [matchId, reason],
        ),
      );
    },

    /** Ends the matches of processes that are still gone: nobody plays them any more. Returns how many. */
    async abortOrphans(owners: readonly number[]): Promise<number> {
      const { rowCount } = await db.pool.query(
        `UPDATE matches SET status = 'aborted', reason = 'server_lost', finished_at = now()
         WHERE status = 'running' AND owner = ANY($1) AND NOT ${alive('owner')}`,
        [owners],
      );
      return rowCount ?? 0;
    },

    async get(id: string): Promise<MatchSummary | undefined> {
      const match = await db.prisma.match.findUnique({ where: { id }, include: withSeats });
      return match ? toSummary(match) : undefined;
    },

    /** Newest first: by when they ended where all have, or else began; a player's always by when they began. */
    async list(filter: MatchFilter): Promise<Page<MatchSummary> | Refused<'bad-cursor'>> {
      const { game, status, limit, cursor, of, verified } = filter;
      const matching = {
        AND: [await visibleTo(db, filter.playerId)],
        ...(status && { status }),
        ...(verified !== undefined && { verified }),
      };
      if (of !== undefined) return listOf(db, of, filter, matching);
      const time = status === 'finished' ? 'finishedAt' : 'startedAt';
      const further = before(time, cursor);
      if (further instanceof Refused) return further;
      const matches = await db.prisma.match.findMany({
        where: { ...matching, ...further, ...(game && { game }) },
        orderBy: [{ [time]: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        include: withSeats,
      });
      return pageOf(matches.map(toSummary), limit, (match) => [match[time], match.id]);
    },

    /** The log as written so far, or undefined when there is no such match. */
    async log(id: string): Promise<StoredLog | undefined> {
      return (await db.prisma.match.count({ where: { id } })) > 0 ? readLog(db.prisma, id) : undefined;
    },
  };
}

/** Along the player's own seats: however many matches there are, of theirs or of others, it reads about what it lists. */
async function listOf(
  { prisma }: Database,
  playerId: string,
  { game, status, limit, cursor }: MatchFilter,
  matching: Prisma.MatchWhereInput,
): Promise<Page<MatchSummary> | Refused<'bad-cursor'>> {
  const further = before('listedAt', cursor, 'matchId');
  if (further instanceof Refused) return further;
  const seats = await prisma.matchSeat.findMany({
    where: {
      ...{ playerId, listedAt: { not: null }, match: matching },
      ...(game && { listedGame: game }),
      // Of most players nearly all are finished.
      ...((status === 'running' || status === 'aborted') && { rank: null }),
      ...further,
    },
    orderBy: [{ listedAt: 'desc' }, { matchId: 'desc' }],
    take: limit + 1,
    include: { match: { include: withSeats } },
  });
  return pageOf(
    seats.map(({ match }) => toSummary(match)),
    limit,
    ({ startedAt, id }) => [startedAt, id],
  );
}

/** Not rounded, as the column would: a result would seem to be of a season that had not begun. */
const wholeMs = `date_trunc('milliseconds', now())`;

async function finish(pool: pg.Pool, match: FinishedMatch, signer: LogSigner): Promise<void> {
  const { matchId, outcome, ticks, index, chunk, summary, refusals } = match;
  const head = signHead({ matchId, ...summary, chainHash: chunk.hash }, signer);
  // prettier-ignore
  const values = [
    matchId, index, chunk.bytes, chunk.hash, ticks, outcome.reason, outcome.ranks,
    signer.keyId, signer.publicKey, head, refusals && JSON.stringify(refusals),
  ];
  await throughOutages(() => pool.query(finishing, values));
}

/** One statement is one transaction. The outbox row hangs on the status change, so a second finish adds nothing. */
const finishing = `
     WITH last AS (
       INSERT INTO match_chunks (match_id, "index", bytes, hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
     ), key AS (
       INSERT INTO log_keys (id, public_key) VALUES ($8, $9) ON CONFLICT DO NOTHING
     ), finished AS (
       UPDATE matches SET status = 'finished', finished_at = ${wholeMs}, ticks = $5, reason = $6, head = $10,
         season = ${seasonNow('matches.game')}, place = CASE WHEN rated THEN nextval('match_places') END
       WHERE id = $1 AND status = 'running' RETURNING id, game
     ), ranked AS (
       UPDATE match_seats SET rank = ($7::int[])[seat + 1], refusals = $11::jsonb -> seat::int
       FROM finished WHERE match_id = finished.id
     ), first_season AS (
       INSERT INTO seasons (game, number, starts_at) SELECT game, 1, ${wholeMs} FROM finished
       WHERE NOT EXISTS (SELECT FROM seasons WHERE seasons.game = finished.game) ON CONFLICT DO NOTHING
     )
     INSERT INTO outbox (match_id) SELECT id FROM finished ON CONFLICT DO NOTHING`;

function toSummary(match: Prisma.MatchGetPayload<{ include: typeof withSeats }>) {
  const { id, game, mode, status, rated, reason, ticks, tickRate, startedAt, finishedAt } = match;
  const { verified, verdict, voidedAt, voidReason, private: isPrivate } = match;
  const seats = match.seats.map(({ seat, rank, player }) => ({ seat, rank, player }));
  const times = { ticks, tickRate, startedAt, finishedAt };
  const judged = { verified, verdict, voidedAt, voidReason };
  return { id, game, mode, status, rated, private: isPrivate, reason, ...judged, ...times, seats };
}
