// What the second judge says of logs that were tampered with in the database.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobsOn } from '../../support/jobs.ts';
import { type Chunk, chain } from '../../../src/replays/chain.ts';
import { MerkleTree } from '../../../src/replays/merkle.ts';
import { itemsOf } from '../../../src/replays/msgpack-items.ts';
import { signHead } from '../../../src/replays/signed-head.ts';
import { type LogSigner, signerOf } from '../../../src/services/ed25519.ts';
import { openLogKeys } from '../../../src/services/log-keys.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { createPlayers, finishBotGame, type FinishedMatch, testSigner } from '../../support/finished-matches.ts';

let db: TestDatabase;
let match: FinishedMatch;
beforeEach(async () => {
  db = await testDatabase();
  const players = await createPlayers(db.database, 2);
  match = await finishBotGame(db.database, players, '7'.repeat(32));
});
afterEach(() => db.drop());

const verdict = async () => {
  const goesOn = (await jobsOn(db.database).verify(db.database, 'verify', match.matchId)).length === 1;
  const { verified, verdict: what } = await db.database.prisma.match.findUniqueOrThrow({
    where: { id: match.matchId },
  });
  return { verified, what, goesOn };
};

/** Rewrites the stored log from chunk `from` on, with hashes that fit; given a key, signs it, too. */
async function forge(from: number, change: (bytes: Uint8Array) => Uint8Array, signer?: LogSigner): Promise<void> {
  const { prisma } = db.database;
  const chunks: Chunk[] = await prisma.matchChunk.findMany({
    where: { matchId: match.matchId },
    orderBy: { index: 'asc' },
  });
  let previous = chunks[from - 1]?.hash;
  const tree = new MerkleTree(sha256);
  for (const [index, chunk] of chunks.entries()) {
    const written = index === from ? change(chunk.bytes) : chunk.bytes;
    for (const item of itemsOf(written)) tree.append(item);
    if (index < from) continue;
    const { bytes, hash } = chain(previous, written, sha256);
    await prisma.matchChunk.update({
      where: { matchId_index: { matchId: match.matchId, index } },
      data: { bytes: Buffer.from(bytes), hash: Buffer.from(hash) },
    });
    previous = hash;
  }
  if (!signer) return;
  const content = { matchId: match.matchId, leaves: tree.size, root: tree.root(), chainHash: previous! };
  const head = Buffer.from(signHead(content, signer));
  await prisma.match.update({ where: { id: match.matchId }, data: { head } });
}

/** Another first move: the rules or the state hash of that second say no. */
function otherMove(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const [move] = /[a-h][24][a-h][34]/.exec(text) ?? [];
  return Buffer.from(text.replace(move!, move!.startsWith('a') ? 'h2h3' : 'a2a3'), 'latin1');
}

test('[L4] an honest log is verified, and its match goes on', async () => {
  expect(await verdict()).toEqual({ verified: true, what: null, goesOn: true });
});

test('[L4] a changed chunk is found, and nothing is rated', async () => {
  await db.database.pool.query(`UPDATE match_chunks SET bytes = set_byte(bytes, 5, 99) WHERE "index" = 1`);
  expect(await verdict()).toMatchObject({
    verified: false,
    what: expect.stringContaining('chunk 1 was changed'),
    goesOn: false,
  });
  expect(await db.database.prisma.outbox.count()).toBe(0);
  expect(await db.database.prisma.rating.count()).toBe(0);
});

test.each([
  ['with fitting hashes', undefined, /^the entries are not those that were signed; tick \d+: /],
  ['signed by a stranger', signerOf(Buffer.alloc(32, 9).toString('base64url')), /^the log's key \w{16} is not known/],
  ['signed by ourselves', testSigner, /^tick \d+: /],
])('[L4] [L2] a log forged %s is found out', async (_how, signer, what) => {
  await forge(1, otherMove, signer);
  expect(await verdict()).toEqual({ verified: false, what: expect.stringMatching(what), goesOn: false });
});

test('[L2] a log whose head was taken away is not verified', async () => {
  await db.database.pool.query('UPDATE matches SET head = NULL');
  expect(await verdict()).toMatchObject({ verified: false, what: 'the log has no signed head' });
});

test('[L2] when the key changes, what the old one signed still verifies, and both are published', async () => {
  const newSigner = signerOf(Buffer.alloc(32, 8).toString('base64url'));
  const { matchId } = await finishBotGame(db.database, match.playerIds, '8'.repeat(32), { signer: newSigner });
  expect(await verdict()).toMatchObject({ verified: true });
  expect(await jobsOn(db.database).verify(db.database, 'verify', matchId)).toEqual([matchId]);
  const published = await openLogKeys(db.database, newSigner).list();
  expect(published.map(({ kid }) => kid)).toEqual([newSigner.keyId, testSigner.keyId]);
  expect(Buffer.from(published[1]!.x, 'base64url')).toEqual(Buffer.from(testSigner.publicKey));
});

test('[L4] a stored result that is not the one of the log is found', async () => {
  await db.database.pool.query('UPDATE match_seats SET rank = 4 - rank');
  expect(await verdict()).toMatchObject({ verified: false, what: 'the stored result is not the one of the log' });
});
