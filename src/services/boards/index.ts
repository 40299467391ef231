// Boards as they are read. PostgreSQL is the truth; Redis, where there is one, is faster, and is asked only for the very
// version that PostgreSQL has. So both answer alike, in every process, as soon as a change is committed.

import type { Database } from '../../db/client.ts';
import { coalesce } from '../coalesce.ts';
import { type BoardState, readInPostgres, stateOf } from './in-postgres.ts';
import { openRedisBoards } from './in-redis.ts';
import { inClient, type Run } from './run.ts';
import type { Reading, WindowQuery } from './window.ts';

export interface BoardsOptions {
  readonly redisUrl?: string | undefined;
  readonly onError?: (error: Error) => void;
}

export type Boards = ReturnType<typeof openBoards>;

/** Readings that are kept, for as long as their board's version is the present one. */
const mostKept = 500;

export function openBoards(db: Database, { redisUrl, onError = () => undefined }: BoardsOptions = {}) {
  const redis = redisUrl === undefined ? undefined : openRedisBoards(db, redisUrl, onError);
  const kept = new Map<string, Reading>();
  const updates = new Map<string, () => Promise<boolean>>();

  const run: Run = async (text, values) => {
    const client = await db.pool.connect();
    try {
      return await inClient(client)(text, values);
    } finally {
      client.release();
    }
  };

  /** Brings a board in Redis to the version of now, for all who ask at once; filling a missing one holds up nobody. */
  function update(board: string): Promise<boolean> {
    const known =
      updates.get(board) ??
      coalesceAll(async () => {
        const state = await stateOf(run, board);
        if (!redis || !state) return false;
        return redis.catchUp(board, state, { filling: false });
      });
    updates.set(board, known);
    return known();
  }

  const filling = new Map<string, Promise<unknown>>();
  function fill(board: string): Promise<unknown> {
    const running =
      filling.get(board) ??
      fillNow(board)
        .catch(onError)
        .finally(() => filling.delete(board));
    filling.set(board, running);
    return running;
  }

  async function fillNow(board: string): Promise<void> {
    const state = await stateOf(run, board);
    if (state) await redis?.catchUp(board, state, { filling: true });
  }

  async function readInRedis(
    board: string,
    state: BoardState,
    queries: readonly WindowQuery[],
  ): Promise<Reading | undefined> {
    if (!redis?.ready()) return undefined;
    try {
      const reading = await redis.read(state, queries);
      if (reading) return reading;
      // A change was committed that has yet to come here: usually it is a few entries.
      if (!(await update(board))) void fill(board);
      const now = await stateOf(run, board);
      return now && (await redis.read(now, queries));
    } catch (error) {
      onError(error as Error);
      return undefined;
    }
  }

  return {
    run,

    async read(board: string, queries: readonly WindowQuery[]): Promise<Reading> {
      const state = await stateOf(run, board);
      if (!state) return { version: '0', players: 0, windows: queries.map(() => []) };
      const key = JSON.stringify([state.id, queries]);
      const before = kept.get(key);
      if (before?.version === state.version) return before;
      const reading = (await readInRedis(board, state, queries)) ?? (await readInPostgres(db, board, queries));
      kept.delete(key);
      kept.set(key, reading);
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
      return reading;
    },

    /** After a commit that changed a board: so that who reads it next need not wait. Never throws. */
    async changed(board: string): Promise<void> {
      if (!redis?.ready()) return;
      try {
        if (await update(board)) return;
        await fill(board);
        // Others may have been filling it since before the change.
        await update(board);
      } catch (error) {
        onError(error as Error);
      }
    },

    /** Fills all boards that are missing in Redis; `again`: all that there are. Tells how far it is. */
    async fillAll({
      again = false,
      tell,
    }: { again?: boolean; tell?: (board: string, players: number) => void } = {}): Promise<void> {
      if (!redis) return;
      await redis.connected();
      const states = await run<BoardState & { board: string }>(
        'SELECT board, id, version::text, players FROM boards ORDER BY players DESC',
        [],
      );
      for (const { board, ...state } of states) {
        if (again) await redis.forget(state);
        await redis.catchUp(board, state, { filling: true });
        tell?.(board, state.players);
      }
    },

    async close(): Promise<void> {
      await Promise.allSettled(filling.values());
      await redis?.close();
    },
  };
}

/** Runs once for all who ask while it waits to run. */
function coalesceAll<T>(work: () => Promise<T>): () => Promise<T> {
  const run = coalesce<undefined, T>(work);
  return () => run(undefined);
}
