// Boards as sorted sets, beside the version of PostgreSQL's that they are. A board is only ever moved from one version to
// a later one, by all that has changed between them: so no older score can come over a newer one, whoever writes in which
// order. What is missing is filled from one moment of PostgreSQL.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { tellOnce } from '../tell-once.ts';
import type { Entry } from './board.ts';
import type { BoardState } from './in-postgres.ts';
import { moveScript, readScript, stateScript, swapScript } from './redis-scripts.ts';
import { halves, ranked, type Reading, type WindowQuery } from './window.ts';

/** More changes than this are not carried over one by one. */
const mostChanges = 20_000;
const fillBatch = 5_000;
const fillSeconds = 300;
const connectMs = 5_000;

export function openRedisBoards(db: Database, url: string, onError: (error: Error) => void) {
  const redis = new Redis(url, { enableOfflineQueue: false, commandTimeout: 2_000 });
  const trouble = tellOnce(onError);
  redis.on('error', trouble.failed);
  redis.on('ready', trouble.worked);

  async function versionOf({ id }: BoardState): Promise<bigint | undefined> {
    const [version, size] = (await redis.eval(stateScript, 2, ...keysOf(id))) as [string | null, number];
    // Without its members a version says nothing.
    const [text, players] = version?.split(' ') ?? [];
    return text !== undefined && Number(players) === size ? BigInt(text) : undefined;
  }

  async function move(id: string, from: bigint, to: State, changes: readonly Change[]): Promise<boolean> {
    const flat = changes.flatMap(({ playerId, score }) => [score === null ? '' : scoreOf(score), playerId]);
    return (
      (await redis.eval(moveScript, 2, ...keysOf(id), textOf(String(from), to), textOf(to.version, to), ...flat)) === 1
    );
  }

  /** Of one moment; whoever fills it at the same time, the later one stays. */
  async function fill(board: string, id: string): Promise<void> {
    const draft = `${keysOf(id)[0]}:${randomUUID()}`;
    const state = await transaction(db.pool, async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows } = await tx.query<State>('SELECT version::text, players FROM boards WHERE board = $1', [board]);
      await tx.query(
        `DECLARE entries NO SCROLL CURSOR FOR SELECT player_id AS "playerId", score FROM board_entries
         WHERE board = ${tx.escapeLiteral(board)} AND score IS NOT NULL`,
      );
      for (;;) {
        const { rows: entries } = await tx.query<Entry>(`FETCH ${fillBatch} FROM entries`);
        if (entries.length === 0) return rows[0]!;
        await redis.zadd(draft, ...entries.flatMap(({ score, playerId }) => [scoreOf(score), playerId]));
        await redis.expire(draft, fillSeconds);
      }
    });
    await redis.eval(swapScript, 3, ...keysOf(id), draft, textOf(state.version, state), state.version);
  }

  return {
    /** Undefined: it is not at this state. */
    async read({ id, version, players }: BoardState, queries: readonly WindowQuery[]): Promise<Reading | undefined> {
      const asked = queries.flatMap((query) => {
        if ('after' in query) {
          return ['after', query.limit, query.after ? scoreOf(query.after.score) : '', query.after?.playerId ?? ''];
        }
        const { before, behind } = halves(query.limit);
        return ['around', before, behind, query.around];
      });
      const text = textOf(version, { players });
      const reply = (await redis.eval(readScript, 2, ...keysOf(id), text, ...asked)) as RawWindow[] | null;
      return reply ? { version, players, windows: reply.map(toWindow) } : undefined;
    },

    /**
     * Brings a board to PostgreSQL's present version; returns whether it is there. Where it is missing, or far behind, it
     * is filled only if asked for, which takes as long as it is large.
     */
    async catchUp(board: string, state: BoardState, { filling }: { filling: boolean }): Promise<boolean> {
      for (let tries = 0; tries < 10; tries++) {
        const version = await versionOf(state);
        if (version === BigInt(state.version)) return true;
        const changes = version === undefined ? undefined : await changesSince(db, board, version);
        // A database that was restored from a backup has gone back.
        if (!changes || BigInt(changes.to.version) < version!) {
          if (!filling) return false;
          if (changes) await redis.unlink(...keysOf(state.id));
          await fill(board, state.id);
          return true;
        }
        if (await move(state.id, version!, changes.to, changes.list)) return true;
      }
      return false;
    },

    /** As if it had never been here. */
    forget: ({ id }: BoardState): Promise<number> => redis.unlink(...keysOf(id)),

    ready: (): boolean => redis.status === 'ready',

    /** Throws where there is no Redis for some seconds. */
    async connected(): Promise<void> {
      if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(connectMs) });
    },

    async close(): Promise<void> {
      redis.disconnect();
    },
  };
}

type State = Pick<BoardState, 'version' | 'players'>;

interface Change {
  readonly playerId: string;
  readonly score: number | null;
}

/** What has changed since a version; undefined where that is too much to carry over. */
async function changesSince(
  { pool }: Database,
  board: string,
  version: bigint,
): Promise<{ to: State; list: Change[] } | undefined> {
  const { rows } = await pool.query<State & { playerId: string | null; score: number | null }>({
    name: 'board-changes',
    text: `SELECT boards.version::text, players, player_id AS "playerId", score
           FROM boards LEFT JOIN board_entries AS entries ON entries.board = boards.board AND entries.version > $2
           WHERE boards.board = $1 LIMIT $3`,
    values: [board, version.toString(), mostChanges + 1],
  });
  const [to] = rows;
  if (!to || rows.length > mostChanges) return undefined;
  const list = rows.flatMap(({ playerId, score }) => (playerId === null ? [] : [{ playerId, score }]));
  return { to, list };
}

const keysOf = (id: string): [string, string] => [`arbiter:board:{${id}}`, `arbiter:board:{${id}}:version`];

const textOf = (version: string, { players }: { readonly players: number }): string => `${version} ${players}`;

/** The highest come first, and those of one score by player id, where a sorted set has its order: from the least on. */
const scoreOf = (score: number): string => String(score === 0 ? 0 : -score);

type RawWindow = readonly [flat: readonly string[], first: number, second: number];

function toWindow([flat, first, second]: RawWindow) {
  const entries: Entry[] = [];
  for (let i = 0; i < flat.length; i += 2) entries.push({ playerId: flat[i]!, score: 0 - Number(flat[i + 1]) });
  const scores = [...new Set(entries.map(({ score }) => score))];
  const above = [first, second].slice(0, scores.length);
  return ranked(entries, new Map(above.map((count, i) => [scores[i]!, count])));
}
