// Unlocks of titles: told at once, and shared as a page with a card.

import { randomUUID } from 'node:crypto';
import { Client } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { Device } from '../support/two-servers.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let key: string;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body: developer } = await api('POST /auth/register', { body: registration });
  const { pool, close } = openDatabase(server.databaseUrl);
  await pool.query(`UPDATE players SET role = 'developer' WHERE id = $1`, [developer.playerId]);
  await close();
  const achievements = [
    { id: 'first', title: 'First & "Best"', description: 'Be <quick>', tier: 'gold', points: 10 },
    { id: 'second', title: 'Second', description: 'Be there', tier: 'bronze', points: 5 },
  ];
  const title = { id: 'a-title', title: 'A Title', achievements };
  key = (await api('POST /games', { token: developer.token, body: title })).body.key.key;
});
afterAll(() => server.stop());

const signIn = async (name: string) => (await api('POST /auth/guest', { body: { name } })).body;
const unlock = (player_id: string, achievement_id: string) =>
  api('POST /achievements/unlock', { token: key, body: { player_id, achievement_id } });
const get = async (path: string) => {
  const response = await fetch(`${server.endpoint}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('[P4] [H9] [M4] what a title unlocks is told at once, once, and waits until it is read', async () => {
  const ann = await signIn('Ann');
  const sdk = new Client(server.endpoint);
  sdk.auth.token = ann.token;
  const device = new Device(await sdk.joinOrCreate('me'));
  expect((await unlock(ann.playerId, 'first')).status).toBe(200);
  const told = { achievement: 'a-title.first', points: 10, matchId: null };
  await expect.poll(() => device.heard('achievement.unlocked')).toEqual([told]);
  await expect
    .poll(() => device.heard('notification'))
    .toMatchObject([{ content: { kind: 'achievement.unlocked', ...told } }]);
  await unlock(ann.playerId, 'first');
  await unlock(ann.playerId, 'second');
  await expect.poll(() => device.heard('achievement.unlocked')).toHaveLength(2);
  await expect.poll(() => device.heard('notification')).toHaveLength(2);
  expect((await api('GET /notifications', { token: ann.token })).body).toMatchObject({ unread: 2 });
});

test('[P3] an unlock is shared by whose it is, as a page with a card that says only what it is given to say', async () => {
  const [ann, bob] = [await signIn('<b>Ann</b> & "co"'), await signIn('Bob')];
  await unlock(ann.playerId, 'first');
  const path = 'POST /achievements/a-title.first/link';
  expect((await api(path)).status).toBe(401);
  expect((await api(path, { token: bob.token })).status).toBe(404);
  const { body: link } = await api(path, { token: ann.token });
  expect((await api(path, { token: ann.token })).body).toEqual(link);

  const page = await get(link.url);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const title = '&lt;b&gt;Ann&lt;/b&gt; &amp; &quot;co&quot; has unlocked “First &amp; &quot;Best&quot;”';
  expect(page.text).toContain(`<meta property="og:title" content="${title}">`);
  expect(page.text).toContain(`<meta property="og:image" content="${server.endpoint}${link.url}/card.svg">`);
  const card = await get(`${link.url}/card.svg`);
  expect(card.headers.get('content-type')).toContain('image/svg+xml');
  for (const shown of [
    'First &amp; &quot;Best&quot;',
    'Be &lt;quick&gt;',
    '&lt;b&gt;Ann&lt;/b&gt;',
    'gold · 10 points',
  ]) {
    expect(card.text).toContain(shown);
  }
  for (const { text } of [page, card]) expect(text).not.toContain('<b>');

  expect((await api(`DELETE /achievements/links/${link.id}`, { token: bob.token })).status).toBe(404);
  expect((await api(`DELETE /achievements/links/${link.id}`, { token: ann.token })).status).toBe(204);
  expect((await get(link.url)).status).toBe(404);
  expect((await get('/u/nonsense/card.svg')).status).toBe(404);
});
