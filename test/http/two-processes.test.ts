// Accounts over two processes on one database: what happens at one is so at the other, within seconds.

import { expect, onTestFinished, test } from 'vitest';
import { getJson, privateMatch, signIn, type Table } from '../../loadtest/client.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { newKey } from '../support/accounts.ts';
import { apiOf, playerOf } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { startServerOn } from '../support/server.ts';

const email = 'ann@example.org';
const password = 'correct horse battery';
const closed = (table: Table): Promise<number> => new Promise((resolve) => table.room.onLeave(resolve));

test('[A2] a ban at one process closes the player in the rooms of the other, and their token is worth nothing', async () => {
  const db = await testDatabase();
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() };
  const [game, admin] = [await startServerOn(environment), await startServerOn(environment)];
  onTestFinished(async () => {
    await Promise.all([game.stop(), admin.stop()]);
    await db.drop();
  });
  const api = apiOf(admin.endpoint);
  const { body: moderator } = await api('POST /auth/register', { body: { email, password } });
  await db.database.prisma.player.update({ where: { id: moderator.playerId }, data: { role: 'moderator' } });
  const eve = await signIn(game.endpoint, 'Eve');
  const [table, other] = await privateMatch(eve, await signIn(game.endpoint), 'rapid');
  const code = closed(table);
  const ban = { token: moderator.token, body: { reason: 'speed hack' } };
  expect((await api(`POST /admin/players/${eve.playerId}/ban`, ban)).status).toBe(200);
  expect(await code).toBe(4111);
  expect((await other.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'abandonment' });
  await expect(eve.sdk.joinOrCreate('chess', {})).rejects.toThrow(/banned/);
  expect((await apiOf(game.endpoint)('GET /players/me', { token: eve.sdk.auth.token })).status).toBe(403);

  const { sdk } = playerOf(game.endpoint, moderator);
  const mine = await sdk.create('chess', { private: true });
  const signedOut = new Promise((resolve) => mine.onLeave(resolve));
  await api('POST /auth/logout', { token: moderator.token, body: {} });
  expect(await signedOut).toBe(4110);
});

test('[A1] [A3] both keys may change: nobody is signed out, and addresses are still read and found', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const [older, current] = [
    { TOKEN_KEY: newKey(), DATA_KEY: newKey() },
    { TOKEN_KEY: newKey(), DATA_KEY: newKey() },
  ];
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() };
  const before = await startServerOn({ ...environment, ...older });
  const { body: ann } = await apiOf(before.endpoint)('POST /auth/register', { body: { email, password } });
  await before.stop();

  const named = { TOKEN_KEYS_OLD: older.TOKEN_KEY, DATA_KEYS_OLD: older.DATA_KEY };
  const both = await startServerOn({ ...environment, ...current, ...named });
  const api = apiOf(both.endpoint);
  expect(await api('GET /players/me', { token: ann.token })).toMatchObject({ status: 200, body: { email } });
  const room = await playerOf(both.endpoint, ann).sdk.create('chess', {});
  await room.leave();
  const { body: login } = await api('POST /auth/login', { body: { email, password } });
  expect(login.playerId).toBe(ann.playerId);
  await both.stop();

  const after = await startServerOn({ ...environment, ...current });
  onTestFinished(async () => void (await after.stop()));
  const later = apiOf(after.endpoint);
  expect((await later('GET /players/me', { token: ann.token })).status).toBe(401);
  expect(await later('GET /players/me', { token: login.token })).toMatchObject({ status: 200, body: { email } });
  // Refresh tokens are signed by no key.
  const refreshed = await later('POST /auth/refresh', { body: { refreshToken: ann.refreshToken } });
  expect(refreshed.status).toBe(200);
  expect(await getJson(after.endpoint, `/players/${ann.playerId}`)).toMatchObject({ guest: false });
});
