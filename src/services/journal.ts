// Writes matches' logs to PostgreSQL while they run. Chunks of all rooms that wait at the same moment go in one
// statement (group commit), so that durability costs one round trip for many moves.

import type pg from 'pg';
import type { Chunk } from '../replays/chain.ts';
import { throughOutages } from './outages.ts';

export interface Journal {
  /**
   * Resolves when the chunk is durable. While PostgreSQL is away it waits and tries again; it rejects what
   * PostgreSQL says can't be written, and what is no word of its absence.
   */
  append(matchId: string, index: number, chunk: Chunk): Promise<void>;
}

interface Waiting {
  readonly matchId: string;
  readonly index: number;
  readonly chunk: Chunk;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const batchSize = 1_000;

export function openJournal(pool: pg.Pool): Journal {
  const waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await write(pool, waiting.splice(0, batchSize));
    writing = false;
  }

  return {
    append: (matchId, index, chunk) =>
      new Promise((resolve, reject) => {
        waiting.push({ matchId, index, chunk, resolve, reject });
        // The next turn of the loop, so that actions read from many sockets at once share one statement.
        if (!writing) setImmediate(() => !writing && void drain());
      }),
  };
}

async function write(pool: pg.Pool, batch: readonly Waiting[]): Promise<void> {
  const insert = () =>
    pool.query({
      name: 'append-chunks',
      // A retry may follow a write that did arrive.
      text: `INSERT INTO match_chunks (match_id, "index", bytes, hash)
             SELECT * FROM unnest($1::uuid[], $2::int[], $3::bytea[], $4::bytea[]) ON CONFLICT DO NOTHING`,
      values: [
        batch.map(({ matchId }) => matchId),
        batch.map(({ index }) => index),
        batch.map(({ chunk }) => chunk.bytes),
        batch.map(({ chunk }) => chunk.hash),
      ],
    });
  try {
    await throughOutages(insert);
    for (const { resolve } of batch) resolve();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
