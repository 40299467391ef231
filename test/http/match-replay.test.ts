// GET /matches/{id}/replay as browsers and caches use it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { getJson, privateMatch, signIn, type Table } from '../../loadtest/client.ts';
import { isReplay } from '../../src/replays/replay-file.ts';
import { verifyReplay } from '../../src/replays/verify-replay.ts';
import { gameById } from '../../src/games/index.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { zstd } from '../../src/services/zstd.ts';
import { trustIn } from '../support/log-file.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function begin(): Promise<{ white: Table; path: string }> {
  const [white] = await privateMatch(await signIn(server.endpoint), await signIn(server.endpoint), 'rapid');
  return { white, path: `/matches/${white.room.roomId}` };
}

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.endpoint}/api/v1${path}`, { headers });
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());

async function compacted(path: string): Promise<void> {
  const cacheControl = async () => (await get(`${path}/replay`)).headers.get('cache-control');
  await expect.poll(cacheControl, { timeout: 20_000 }).toBe('public, max-age=31536000, immutable');
}

test('[H5] [L6] a match has a replay once it has ended, and the log that was compacted is served as ever', async () => {
  const { white, path } = await begin();
  const early = await get(`${path}/replay`);
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({ type: '/problems/still-running' });
  await white.act({ type: 'resign' });
  const log = await bytesOf(await get(`${path}/log`));
  await compacted(path);
  expect(await bytesOf(await get(`${path}/log`))).toEqual(log);
  expect(await getJson(server.endpoint, path)).toMatchObject({ verified: true });
  const replay = await bytesOf(await get(`${path}/replay`));
  const judge = { gameById, sha256, trust: await trustIn(server.endpoint) };
  expect(verifyReplay(replay, zstd, judge)).toMatchObject({ verified: true, signature: 'valid' });
});

test('[H8] [L5] a part of a replay can be asked for, and what is known already is not sent again', async () => {
  const { white, path: match } = await begin();
  await white.act({ type: 'move', move: 'e2e4' });
  await white.act({ type: 'resign' });
  await compacted(match);
  const path = `${match}/replay`;
  const whole = await get(path);
  const bytes = await bytesOf(whole);
  const etag = whole.headers.get('etag')!;
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  const size = bytes.length;

  for (const [range, start, end] of [
    ['bytes=0-16', 0, 17],
    ['bytes=-16', size - 16, size],
    [`bytes=100-`, 100, size],
    [`bytes=100-99999999`, 100, size],
  ] as const) {
    const part = await get(path, { Range: range });
    expect(part.status, range).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(part.headers.get('etag')).toBe(etag);
    expect(await bytesOf(part)).toEqual(bytes.slice(start, end));
  }
  const beyond = await get(path, { Range: `bytes=${size}-` });
  expect(beyond.status).toBe(416);
  expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);
  expect(beyond.headers.get('cache-control')).toBe('no-cache');
  expect(await beyond.json()).toMatchObject({ type: '/problems/range-not-satisfiable', length: size });

  for (const range of ['nonsense', 'bytes=5-1x', 'bytes=0-1,50-60', 'items=0-1']) {
    const all = await get(path, { Range: range });
    expect([all.status, await bytesOf(all)], range).toEqual([200, bytes]);
  }
  // Node's fetch would otherwise ask for no cache at all.
  const known = { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' };
  expect((await get(path, known)).status).toBe(304);
  expect((await get(path, { ...known, Range: 'bytes=0-1' })).status).toBe(304);
  expect((await get(path, { ...known, 'If-None-Match': '"another"' })).status).toBe(200);
  expect((await get(path, { 'If-Range': etag, Range: 'bytes=0-1' })).status).toBe(206);
  expect((await get(path, { 'If-Range': '"another"', Range: 'bytes=0-1' })).status).toBe(200);
  const head = await fetch(`${server.endpoint}/api/v1${path}`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
});

test('[H5] an aborted match has a replay of what was played, which is not promised to stay', async () => {
  const { white, path } = await begin();
  await white.act({ type: 'move', move: 'e2e4' });
  const { Client } = await import('pg').then(({ default: pg }) => pg);
  const client = new Client(server.databaseUrl);
  await client.connect();
  await client.query("UPDATE matches SET status = 'aborted' WHERE id = $1", [path.split('/').at(-1)]);
  await client.end();
  const response = await get(`${path}/replay`);
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(isReplay(await bytesOf(response))).toBe(true);
  await white.room.leave();
});

test('[H8] a match that there is not has no replay', async () => {
  expect((await get('/matches/00000000-0000-4000-8000-000000000000/replay')).status).toBe(404);
});
