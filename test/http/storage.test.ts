// What players and games keep, over a real server: nothing is lost between writers, and nobody reads or writes what is
// not theirs.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let db: Database;
beforeAll(async () => {
  server = await startServer({ STORAGE_VALUES: '20', STORAGE_BYTES: '100000' });
  api = apiOf(server.endpoint);
  db = openDatabase(server.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await server.stop();
});

interface Signed {
  readonly playerId: string;
  readonly token: string;
}
const guest = async (): Promise<Signed> => (await api('POST /auth/guest')).body;

async function withRole(role: 'developer' | 'admin'): Promise<Signed> {
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body } = await api('POST /auth/register', { body: registration });
  await db.pool.query('UPDATE players SET role = $2::"Role" WHERE id = $1', [body.playerId, role]);
  return body;
}

async function newTitle(): Promise<{ id: string; key: string; developer: Signed }> {
  const developer = await withRole('developer');
  const id = `title-${randomUUID().slice(0, 8)}`;
  const { body } = await api('POST /games', { token: developer.token, body: { id, title: 'A Title' } });
  return { id, key: body.key.key, developer };
}

async function befriend(a: string, b: string): Promise<void> {
  const pairs = [a, b, b, a];
  await db.pool.query('INSERT INTO friends (player_id, friend_id) VALUES ($1, $2), ($3, $4)', pairs);
}

describe('[H6] a player', () => {
  test('keeps a value, reads it back as it was, lists, changes and deletes it', async () => {
    const { token } = await guest();
    const value = { level: 3, '': [null, 1e300, 'ü\ud800', { __proto__: 1 }], big: 9_007_199_254_740_991 };
    const put = await api('PUT /storage/saves/slot1', { token, body: { value } });
    expect(put).toMatchObject({ status: 200, body: { collection: 'saves', key: 'slot1', read: 'private' } });
    expect(put.headers.get('etag')).toBe(put.body.etag);
    expect(put.body.updatedAt).toBe(put.body.createdAt);
    const got = await api('GET /storage/saves/slot1', { token });
    expect(got.body).toEqual(put.body);
    expect(got.body.value).toEqual(JSON.parse(JSON.stringify(value)));
    expect(got.headers.get('cache-control')).toBe('no-store');
    for (const each of [null, false, 0, '']) {
      const { body } = await api('PUT /storage/saves/other', { token, body: { value: each } });
      expect(body.value).toBe(each);
    }
    const first = (await api('GET /storage/saves?limit=1', { token })).body;
    expect(first.items.map(({ key }: { key: string }) => key)).toEqual(['other']);
    const second = (await api(`GET /storage/saves?limit=1&cursor=${first.next}`, { token })).body;
    expect([second.items[0].key, second.next]).toEqual(['slot1', null]);
    expect((await api('DELETE /storage/saves/slot1', { token })).status).toBe(204);
    expect((await api('DELETE /storage/saves/slot1', { token })).status).toBe(404);
    expect((await api('GET /storage/saves/slot1', { token })).status).toBe(404);
    expect((await api('GET /storage/saves/slot1')).status).toBe(401);
  });

  test('changes only what they have seen, where they say so', async () => {
    const { token } = await guest();
    const put = (value: unknown, headers: Record<string, string>) =>
      api('PUT /storage/saves/one', { token, body: { value }, headers });
    expect((await put(0, { 'if-match': '*' })).status).toBe(412);
    const { etag } = (await put(1, { 'if-none-match': '*' })).body;
    expect(await put(2, { 'if-none-match': '*' })).toMatchObject({
      status: 412,
      body: { type: '/problems/precondition-failed', etag },
    });
    expect((await put(2, { 'if-match': '"another"' })).status).toBe(412);
    expect((await put(2, { 'if-match': 'bare' })).status).toBe(400);
    const changed = (await put(2, { 'if-match': `"another", ${etag}` })).body;
    expect(changed.etag).not.toBe(etag);
    expect((await put(3, { 'if-match': etag })).status).toBe(412);
    expect((await put(3, { 'if-match': '*' })).status).toBe(200);
    const remove = (tag: string) => api('DELETE /storage/saves/one', { token, headers: { 'if-match': tag } });
    expect((await remove(changed.etag)).status).toBe(412);
    const { body } = await api('GET /storage/saves/one', { token });
    expect(body.value).toBe(3);
    expect((await remove(body.etag)).status).toBe(204);
    // A value that is the same again is another one.
    const again = (await put(3, { 'if-none-match': '*' })).body;
    expect(again.etag).not.toBe(body.etag);
  });

  test('loses nothing where 50 write at once, each over what it has read', async () => {
    const { token } = await guest();
    await api('PUT /storage/saves/list', { token, body: { value: [] } });
    const append = async (n: number): Promise<void> => {
      for (;;) {
        const { body } = await api('GET /storage/saves/list', { token });
        const headers = { 'if-match': body.etag };
        const { status } = await api('PUT /storage/saves/list', {
          token,
          body: { value: [...body.value, n] },
          headers,
        });
        if (status === 200) return;
        expect(status).toBe(412);
      }
    };
    const writers = Array.from({ length: 50 }, (_, n) => n);
    await Promise.all(writers.map(append));
    const { value } = (await api('GET /storage/saves/list', { token })).body;
    expect(value.toSorted((a: number, b: number) => a - b)).toEqual(writers);

    const made = await Promise.all(
      writers.map((n) => {
        return api('PUT /storage/saves/made', { token, body: { value: n }, headers: { 'if-none-match': '*' } });
      }),
    );
    expect(made.filter(({ status }) => status === 200)).toHaveLength(1);
  }, 240_000);

  test('keeps as much as there is room for, and gets the room back', async () => {
    const { token } = await guest();
    const put = (key: string, value: unknown) => api(`PUT /storage/saves/${key}`, { token, body: { value } });
    expect(await put('big', 'x'.repeat(65_535))).toMatchObject({ status: 413, body: { type: '/problems/too-large' } });
    expect((await put('big', 'x'.repeat(65_534))).status).toBe(200);
    expect(await put('more', 'x'.repeat(40_000))).toMatchObject({
      status: 409,
      body: { type: '/problems/storage-full', limits: { values: 20, bytes: 100_000 } },
    });
    expect((await put('big', 'x'.repeat(50_000))).status).toBe(200);
    expect((await put('more', 'x'.repeat(40_000))).status).toBe(200);
    const many = await Promise.all(Array.from({ length: 25 }, (_, n) => put(`n${n}`, n)));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(18);
    expect((await api('DELETE /storage/saves/n1', { token })).status).toBeLessThan(405);
    const { rows } = await db.pool.query(
      `SELECT u."values", u.bytes::int, count(*)::int AS rows, sum(octet_length(v.value))::int AS sum
       FROM storage_usage u JOIN stored_values v USING (owner_kind, owner) GROUP BY u.owner, u."values", u.bytes`,
    );
    for (const { values, bytes, rows: count, sum } of rows) expect([values, bytes]).toEqual([count, sum]);
    // JSON that only a recursion could break.
    const deep = `{"value":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    const sent = await fetch(`${server.endpoint}/api/v1/storage/saves/deep`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: deep,
    });
    expect(sent.status).toBe(400);
  });

  test('is told which names and bodies are none', async () => {
    const { token } = await guest();
    const names = ['Saves/a', 'saves/a%20b', 'a.b.c/a', `saves/${'a'.repeat(129)}`, 'saves/%00', 'ü/a'];
    for (const name of names) {
      expect([name, (await api(`PUT /storage/${name}`, { token, body: { value: 1 } })).status]).toEqual([name, 400]);
    }
    const bodies = [{}, { value: 1, read: 'all' }, { value: 1, playerId: randomUUID() }, { value: 1, version: 'x' }];
    for (const body of bodies) expect((await api('PUT /storage/saves/a', { token, body })).status).toBe(400);
  });
});

describe('[H6] others', () => {
  test('see what is public, friends what is for them, and of the rest not even that it is there', async () => {
    const [ann, bob, cid] = [await guest(), await guest(), await guest()];
    await befriend(ann.playerId, bob.playerId);
    for (const read of ['private', 'friends', 'public']) {
      await api(`PUT /storage/cards/${read}`, { token: ann.token, body: { value: read, read } });
    }
    const seenBy = async (token: string | undefined): Promise<string[]> => {
      const list = (await api(`GET /players/${ann.playerId}/storage/cards`, { token })).body.items;
      const places = ['private', 'friends', 'public'].map((key) => {
        return { player_id: ann.playerId, collection: 'cards', key };
      });
      const bulk = (await api('POST /storage', { token, body: { values: places } })).body.items;
      for (const { key } of places) {
        const { status } = await api(`GET /players/${ann.playerId}/storage/cards/${key}`, { token });
        expect(status).toBe(list.some((item: { key: string }) => item.key === key) ? 200 : 404);
      }
      const keys = list.map(({ key }: { key: string }) => key);
      expect(bulk.map(({ key }: { key: string }) => key).sort()).toEqual(keys);
      return keys;
    };
    expect(await seenBy(undefined)).toEqual(['public']);
    expect(await seenBy(cid.token)).toEqual(['public']);
    expect(await seenBy(bob.token)).toEqual(['friends', 'public']);
    expect(await seenBy(ann.token)).toEqual(['friends', 'private', 'public']);
    const { key } = await newTitle();
    expect(await seenBy(key)).toEqual(['public']);
    // Writing leaves who may read as it was.
    await api('PUT /storage/cards/private', { token: ann.token, body: { value: 2 } });
    expect(await seenBy(cid.token)).toEqual(['public']);
    const missing = await api(`GET /players/${ann.playerId}/storage/cards/nothing`);
    const hidden = await api(`GET /players/${ann.playerId}/storage/cards/private`);
    expect(hidden.body).toEqual(missing.body);
  });

  test('do not write there, whatever they are', async () => {
    const ann = await guest();
    const path = `/players/${ann.playerId}/storage/saves/slot1` as const;
    const { key } = await newTitle();
    const body = { value: 1 };
    expect((await api(`PUT ${path}`, { token: (await guest()).token, body })).status).toBe(401);
    expect((await api(`PUT ${path}`, { token: (await withRole('admin')).token, body })).status).toBe(401);
    expect((await api(`PUT ${path}`, { token: key, body })).status).toBe(403);
    expect((await api(`DELETE ${path}`, { token: key })).status).toBe(403);
    expect((await api('PUT /storage/saves/slot1', { token: key, body })).status).toBe(401);
  });
});

describe('[H6] a title', () => {
  test('keeps what is competitive to itself: players read it, its servers write it', async () => {
    const { id, key, developer } = await newTitle();
    const other = await newTitle();
    const ann = await guest();
    const path = `/players/${ann.playerId}/storage/${id}.ranks/now` as const;
    const body = { value: 7 };
    expect((await api(`PUT ${path}`, { token: key, body })).status).toBe(404);
    const rules = { write: 'server', read: 'public' };
    expect((await api(`PUT /games/${id}/collections/ranks`, { token: other.key, body: rules })).status).toBe(403);
    const stranger = other.developer.token;
    expect((await api(`PUT /games/${id}/collections/ranks`, { token: stranger, body: rules })).status).toBe(403);
    expect((await api(`PUT /games/${id}/collections/ranks`, { token: developer.token, body: rules })).status).toBe(200);
    expect((await api(`GET /games/${id}/collections`)).body.items).toEqual([{ name: 'ranks', ...rules }]);

    expect((await api(`PUT ${path}`, { token: key, body })).body).toMatchObject({ value: 7, read: 'public' });
    expect((await api(`PUT ${path}`, { token: other.key, body })).status).toBe(403);
    expect((await api(`PUT /storage/${id}.ranks/now`, { token: ann.token, body: { value: 9 } })).status).toBe(403);
    expect((await api(`DELETE /storage/${id}.ranks/now`, { token: ann.token })).status).toBe(403);
    expect((await api(`GET ${path}`)).body.value).toBe(7);
    expect((await api(`GET /storage/${id}.ranks/now`, { token: ann.token })).body.value).toBe(7);
    expect((await api(`PUT /storage/${id}.nothing/now`, { token: ann.token, body })).status).toBe(404);

    // The rules stand above what a value says, for what is there already, too.
    await api(`PUT /games/${id}/collections/ranks`, { token: key, body: { write: 'player', read: 'private' } });
    expect((await api(`GET ${path}`)).status).toBe(404);
    const own = await api(`PUT /storage/${id}.ranks/now`, { token: ann.token, body: { value: 9, read: 'public' } });
    expect(own.body.read).toBe('private');
    expect((await api(`GET ${path}`)).status).toBe(404);
    expect((await api(`GET ${path}`, { token: key })).body.value).toBe(9);
    expect((await api(`GET ${path}`, { token: other.key })).status).toBe(404);

    await db.pool.query(`UPDATE title_keys SET scopes = '{scores}' WHERE title_id = $1`, [id]);
    expect((await api(`GET ${path}`, { token: key })).status).toBe(404);
    expect((await api(`PUT ${path}`, { token: key, body })).status).toBe(403);
    expect((await api(`PUT /games/${id}/collections/ranks`, { token: key, body: rules })).status).toBe(403);
    const gone = `/players/${randomUUID()}/storage/${other.id}.x/y` as const;
    await api(`PUT /games/${other.id}/collections/x`, { token: other.key, body: {} });
    expect((await api(`PUT ${gone}`, { token: other.key, body })).status).toBe(404);
  });

  test('writes to a player under their one id, however it is spelt', async () => {
    const { id, key } = await newTitle();
    const { playerId, token } = await guest();
    await api(`PUT /games/${id}/collections/ranks`, { token: key, body: { write: 'server' } });
    const path = `/players/${playerId.toUpperCase()}/storage/${id}.ranks/now` as const;
    const put = await api(`PUT ${path}`, { token: key, body: { value: 7 } });
    expect(put).toMatchObject({ status: 200, body: { playerId } });
    expect((await api(`GET /storage/${id}.ranks/now`, { token })).body.value).toBe(7);
    expect((await api(`GET ${path}`, { token: key })).body.value).toBe(7);
    const places = [{ player_id: playerId.toUpperCase(), collection: `${id}.ranks`, key: 'now' }];
    expect((await api('POST /storage', { token: key, body: { values: places } })).body.items).toHaveLength(1);
    expect((await api('DELETE /players/me', { token })).status).toBe(204);
    const { rows } = await db.pool.query('SELECT FROM stored_values WHERE lower(owner) = $1', [playerId]);
    expect(rows).toEqual([]);
  });

  test('keeps values for all, or for itself; those of the house are admins to keep', async () => {
    const { id, key, developer } = await newTitle();
    const other = await newTitle();
    const path = `/games/${id}/storage/tuning` as const;
    const put = await api(`PUT ${path}/speed`, { token: key, body: { value: 3, read: 'public' } });
    expect(put.status).toBe(200);
    expect((await api(`PUT ${path}/secret`, { token: developer.token, body: { value: 4 } })).status).toBe(200);
    const keys = async (token?: string): Promise<string[]> =>
      (await api(`GET ${path}`, { token })).body.items.map((item: { key: string }) => item.key);
    expect(await keys()).toEqual(['speed']);
    expect(await keys(other.key)).toEqual(['speed']);
    expect(await keys(key)).toEqual(['secret', 'speed']);
    expect(await keys(developer.token)).toEqual(['secret', 'speed']);
    expect((await api(`GET ${path}/secret`)).status).toBe(404);
    expect((await api(`GET ${path}/secret`, { token: key })).body.value).toBe(4);
    for (const token of [other.key, other.developer.token, (await guest()).token]) {
      expect((await api(`PUT ${path}/speed`, { token, body: { value: 9 } })).status).toBe(403);
      expect((await api(`DELETE ${path}/speed`, { token })).status).toBe(403);
    }
    expect((await api(`PUT ${path}/speed`, { body: { value: 9 } })).status).toBe(401);
    const headers = { 'if-match': '"no"' };
    expect((await api(`PUT ${path}/speed`, { token: key, body: { value: 9 }, headers })).status).toBe(412);
    expect((await api(`DELETE ${path}/speed`, { token: key })).status).toBe(204);

    const admin = await withRole('admin');
    const body = { value: 1, read: 'public' };
    expect((await api('PUT /games/chess/storage/tuning/a', { token: developer.token, body })).status).toBe(403);
    expect((await api('PUT /games/chess/storage/tuning/a', { token: admin.token, body })).status).toBe(200);
    expect((await api('PUT /games/nothing/storage/tuning/a', { token: admin.token, body })).status).toBe(404);
    expect((await api('GET /games/chess/storage/tuning/a')).body.value).toBe(1);
    const audit = (await api(`GET /admin/audit?target=chess/tuning/a`, { token: admin.token })).body;
    expect(audit.items).toMatchObject([{ action: 'storage.write', actor: 'admin', actorId: admin.playerId }]);
    expect((await api('GET /admin/audit', { token: developer.token })).status).toBe(403);
    // Who is a developer no more looks after nothing.
    await db.pool.query(`UPDATE players SET role = 'player' WHERE id = $1`, [developer.playerId]);
    expect((await api(`PUT ${path}/speed`, { token: developer.token, body })).status).toBe(403);
  });
});

test('[A3] [H6] what a player keeps is told to them, and erased with them', async () => {
  const { playerId, token } = await guest();
  await api('PUT /storage/saves/slot1', { token, body: { value: { my: 'secret' }, read: 'public' } });
  const { body } = await api('GET /players/me/export', { token });
  expect(body.storage).toMatchObject([{ collection: 'saves', key: 'slot1', value: { my: 'secret' } }]);
  expect((await api('DELETE /players/me', { token, body: {} })).status).toBe(204);
  expect((await api(`GET /players/${playerId}/storage/saves/slot1`)).status).toBe(404);
  const { rows } = await db.pool.query('SELECT FROM stored_values WHERE owner = $1', [playerId]);
  expect(rows).toHaveLength(0);
});
