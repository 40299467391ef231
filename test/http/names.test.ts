// Names that are shown to everyone: of players, tournaments and titles.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, type ApiAnswer, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let admin: { playerId: string; token: string };
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  admin = (await api('POST /players', { body: registration() })).body;
  const { prisma, close } = openDatabase(server.databaseUrl);
  await prisma.player.update({ where: { id: admin.playerId }, data: { role: 'admin' } });
  await close();
});
afterAll(() => server.stop());

const registration = () => ({ email: `${randomUUID()}@example.org`, password: 'correct horse battery' });

const cup = { game: 'chess', format: 'swiss', startsAt: new Date(Date.now() + 3_600_000).toISOString() };

/** Whatever takes a name. */
const namings: readonly [operation: string, field: string, give: (name: string) => Promise<ApiAnswer>][] = [
  ['POST /auth/guest', 'name', (name) => api('POST /auth/guest', { body: { name } })],
  ['POST /auth/register', 'name', (name) => api('POST /auth/register', { body: { ...registration(), name } })],
  ['POST /players', 'name', (name) => api('POST /players', { body: { ...registration(), name } })],
  ['PUT /players/me', 'name', (name) => api('PUT /players/me', { token: admin.token, body: { name } })],
  [
    'PUT /admin/players/{id}/name',
    'name',
    async (name) => {
      const { body } = await api('POST /auth/guest');
      return api(`PUT /admin/players/${body.playerId}/name`, { token: admin.token, body: { name } });
    },
  ],
  ['POST /tournaments', 'name', (name) => api('POST /tournaments', { token: admin.token, body: { ...cup, name } })],
  [
    'POST /games',
    'title',
    (title) => api('POST /games', { token: admin.token, body: { id: `t${randomUUID()}`, title } }),
  ],
];

describe.each(namings)('[M3] %s', (_, field, give) => {
  test.each(['fuck you', 'FUUUCK', 'ｆｕｃｋ cup'])('refuses what chat masks: %s', async (name) => {
    expect(await give(name)).toMatchObject({
      status: 400,
      body: {
        type: '/problems/invalid-request',
        errors: [{ where: 'body', field, message: 'must be a name without obscenities' }],
      },
    });
  });

  test.each(['Scunthorpe United', 'Ann'])('takes others: %s', async (name) => {
    expect((await give(name)).status).toBeLessThan(300);
  });
});
