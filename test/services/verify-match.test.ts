// What the second judge says of logs that were tampered with in the database.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobs } from '../../src/jobs/index.ts';
import type { Chunk } from '../../src/replays/chain.ts';
import { chain } from '../../src/replays/chain.ts';
import { applyOnce } from '../../src/services/results.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame, type FinishedMatch } from '../support/finished-matches.ts';

let db: TestDatabase;
let match: FinishedMatch;
beforeEach(async () => {
  db = await testDatabase();
  const players = await createPlayers(db.database, 2);
  match = await finishBotGame(db.database, players, '7'.repeat(32));
});
afterEach(() => db.drop());

const verdict = async () => {
  const following = await applyOnce(db.database, 'verify', match.matchId, jobs.verify);
  const { verified, verdict: what } = await db.database.prisma.match.findUniqueOrThrow({
    where: { id: match.matchId },
  });
  return { verified, what, following };
};

/** Rewrites the stored log from chunk `from` on, with hashes that fit: a forger who can do all but play. */
async function forge(from: number, change: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const { prisma } = db.database;
  const chunks: Chunk[] = await prisma.matchChunk.findMany({
    where: { matchId: match.matchId },
    orderBy: { index: 'asc' },
  });
  let previous = chunks[from - 1]?.hash;
  for (const [index, chunk] of chunks.entries()) {
    if (index < from) continue;
    const { bytes, hash } = chain(previous, index === from ? change(chunk.bytes) : chunk.bytes, sha256);
    await prisma.matchChunk.update({
      where: { matchId_index: { matchId: match.matchId, index } },
      data: { bytes: Buffer.from(bytes), hash: Buffer.from(hash) },
    });
    previous = hash;
  }
}

test('[L4] an honest log is verified, and is rated next', async () => {
  expect(await verdict()).toEqual({ verified: true, what: null, following: 'rate' });
});

test('[L4] a changed chunk is found, and nothing is rated', async () => {
  await db.database.pool.query(`UPDATE match_chunks SET bytes = set_byte(bytes, 5, 99) WHERE "index" = 1`);
  expect(await verdict()).toMatchObject({
    verified: false,
    what: expect.stringContaining('chunk 1 was changed'),
    following: undefined,
  });
  expect(await db.database.prisma.outbox.count()).toBe(0);
  expect(await db.database.prisma.rating.count()).toBe(0);
});

test('[L4] a forged log with fitting hashes fails where its match does not replay', async () => {
  // Another first move: the rules or the state hash of that second say no.
  await forge(1, (bytes) => {
    const text = Buffer.from(bytes).toString('latin1');
    const [move] = /[a-h][24][a-h][34]/.exec(text) ?? [];
    return Buffer.from(text.replace(move!, move!.startsWith('a') ? 'h2h3' : 'a2a3'), 'latin1');
  });
  expect(await verdict()).toMatchObject({
    verified: false,
    what: expect.stringMatching(/^tick \d+: /),
    following: undefined,
  });
});

test('[L4] a stored result that is not the one of the log is found', async () => {
  await db.database.pool.query('UPDATE match_seats SET rank = 4 - rank');
  expect(await verdict()).toMatchObject({ verified: false, what: 'the stored result is not the one of the log' });
});
