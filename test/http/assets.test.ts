// Images of games, over a real server: kept by whom they belong to, and for browsers nothing but images.

import { createHash, randomUUID } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let db: Database;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  db = openDatabase(server.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await server.stop();
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of one pixel of this grey; `more` bytes of text in it. */
function png(grey: number, more = 0): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), Buffer.alloc(more, 'x')])),
    chunk('IDAT', deflateSync(Buffer.from([0, grey]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function withRole(role: 'player' | 'developer' | 'admin'): Promise<string> {
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body } = await api('POST /auth/register', { body: registration });
  await db.pool.query('UPDATE players SET role = $2::"Role" WHERE id = $1', [body.playerId, role]);
  return body.token;
}

async function newTitle(): Promise<{ id: string; key: string; token: string }> {
  const token = await withRole('developer');
  const id = `title-${randomUUID().slice(0, 8)}`;
  const achievement = { id: 'multiball', title: 'Multiball', description: 'Three', tier: 'gold', points: 1 };
  const { body } = await api('POST /games', { token, body: { id, title: 'A Title', achievements: [achievement] } });
  return { id, key: body.key.key, token };
}

async function put(path: string, token: string | undefined, bytes: Buffer, type = 'image/png') {
  const response = await fetch(`${server.endpoint}/api/v1/games/${path}`, {
    method: 'PUT',
    headers: { 'content-type': type, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: new Uint8Array(bytes),
  });
  const body = JSON.parse(await response.text()) as { url: string; type?: string };
  return { status: response.status, body };
}

test('[H6] an image is kept, listed, shown to the byte and for ever, and is the icon of its achievement', async () => {
  const { id, key, token } = await newTitle();
  const image = png(7);
  const hash = createHash('sha256').update(image).digest('hex');
  // What it says of itself does not count.
  const kept = await put(`${id}/assets/multiball`, key, image, 'text/html');
  expect(kept).toMatchObject({ status: 200, body: { name: 'multiball', url: `/assets/${hash}.png` } });
  expect((await api(`GET /games/${id}/assets`)).body.items).toEqual([kept.body]);
  const shown = await fetch(server.endpoint + kept.body.url);
  expect(Buffer.from(await shown.arrayBuffer()).equals(image)).toBe(true);
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const etag = shown.headers.get('etag')!;
  expect((await fetch(server.endpoint + kept.body.url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const { items } = (await api(`GET /achievements?game=${id}`)).body;
  expect(items).toMatchObject([{ id: `${id}.multiball`, icon: kept.body.url }]);

  // Another one in its place, by a developer; nobody keeps the first any more.
  const next = await put(`${id}/assets/multiball`, token, png(8));
  expect(next.body.url).not.toBe(kept.body.url);
  expect((await fetch(server.endpoint + kept.body.url)).status).toBe(404);
  await put(`${id}/assets/same`, token, png(8));
  expect((await api(`DELETE /games/${id}/assets/multiball`, { token: key })).status).toBe(204);
  expect((await fetch(server.endpoint + next.body.url)).status).toBe(200);
  expect((await api(`DELETE /games/${id}/assets/same`, { token })).status).toBe(204);
  expect((await api(`DELETE /games/${id}/assets/same`, { token })).status).toBe(404);
  expect((await fetch(server.endpoint + next.body.url)).status).toBe(404);
  expect(await db.prisma.assetFile.count()).toBe(0);
});

test('[H6] the bytes of an image are read once, however often it is shown', async () => {
  const { id, key } = await newTitle();
  const { body } = await put(`${id}/assets/multiball`, key, png(9));
  const shown = async () => Buffer.from(await (await fetch(server.endpoint + body.url)).arrayBuffer());
  expect((await shown()).equals(png(9))).toBe(true);
  await db.pool.query(`UPDATE asset_files SET bytes = '' WHERE encode(hash, 'hex') = $1`, [body.url.slice(8, 72)]);
  expect((await shown()).equals(png(9))).toBe(true);
  expect((await api(`DELETE /games/${id}/assets/multiball`, { token: key })).status).toBe(204);
  expect((await fetch(server.endpoint + body.url)).status).toBe(404);
});

test('[H6] what is no image is refused, whatever it is called; so is what is too large', async () => {
  const { id, key } = await newTitle();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const files = [svg, '<!doctype html><script>alert(1)</script>', 'GIF89a\x01\0\x01\0\0\0\0;', '\x89PNG', '{}'];
  for (const text of files) {
    expect([text, (await put(`${id}/assets/icon`, key, Buffer.from(text, 'latin1'))).status]).toEqual([text, 415]);
  }
  expect((await put(`${id}/assets/icon`, key, Buffer.alloc(0))).status).toBe(400);
  expect((await put(`${id}/assets/large`, key, png(1, 1_048_576))).status).toBe(413);
  expect((await put(`${id}/assets/large`, key, png(1, 1_000_000))).status).toBe(200);
  for (const name of ['UP', 'a.png', 'a%2Fb', 'a'.repeat(61)]) {
    expect((await put(`${id}/assets/${name}`, key, png(1))).status).toBe(400);
  }
  for (const path of ['x', `${'0'.repeat(64)}.png`, `${'0'.repeat(64)}.svg`, '..%2f..%2fpackage.json']) {
    expect((await fetch(`${server.endpoint}/assets/${path}`)).status).toBe(404);
  }
});

test("[H6] nobody keeps images in others' titles, nor but admins in games of the house", async () => {
  const [mine, theirs] = [await newTitle(), await newTitle()];
  for (const token of [theirs.key, theirs.token, await withRole('player')]) {
    expect((await put(`${mine.id}/assets/icon`, token, png(1))).status).toBe(403);
    expect((await api(`DELETE /games/${mine.id}/assets/icon`, { token })).status).toBe(403);
    expect((await put('chess/assets/icon', token, png(1))).status).toBe(403);
  }
  expect((await put(`${mine.id}/assets/icon`, undefined, png(1))).status).toBe(401);
  await db.pool.query(`UPDATE title_keys SET scopes = '{scores,storage}' WHERE title_id = $1`, [mine.id]);
  expect((await put(`${mine.id}/assets/icon`, mine.key, png(1))).status).toBe(403);
  const admin = await withRole('admin');
  const kept = await put('chess/assets/chess-coronation', admin, png(3));
  expect(kept.status).toBe(200);
  expect((await put('nothing/assets/icon', admin, png(3))).status).toBe(404);
  const house = await put('chess/assets/chess-short-work', admin, png(4));
  const { items } = (await api('GET /achievements')).body;
  expect(items.find(({ id }: { id: string }) => id === 'chess-short-work').icon).toBe(house.body.url);
});
