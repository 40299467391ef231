// Cursors that no page has given: every list refuses what is in one before PostgreSQL is asked, which would refuse it with
// an error.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { endpoints } from '../../src/http/endpoints/index.ts';
import { listOf, writeMark } from '../../src/http/paging.ts';
import { type Api, apiOf } from '../support/api.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Of a key, what a cursor may hold, at its bounds; and what it may not. */
const kinds = {
  row: { fits: [1, -(2 ** 31), 2 ** 31 - 1], not: [2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, 0.5, '1', null] },
  bigRow: { fits: ['1', '9'.repeat(18)], not: ['9'.repeat(19), '-1', '1.5', 'NaN', '', 1, null] },
  number: { fits: [0, -0.5, 5e-324, -1e308], not: ['1', 'NaN', 'Infinity', null, {}] },
  time: {
    fits: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-01-01T00:00:00.123456Z'],
    not: [
      ...['0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-02-30T00:00:00Z'],
      ...['2026-01-01T00:00:60Z', '2026-01-01T00:00Z', `2026-01-01T00:00:00.${'0'.repeat(150)}Z`, 'infinity', '', null],
    ],
  },
  id: {
    fits: [randomUUID(), randomUUID().toUpperCase()],
    not: ['', 'x', randomUUID().slice(1), randomUUID().replace('-', '+'), `{${randomUUID()}}`, 0, null],
  },
  text: { fits: ['', 'x', '\u{1F600}', '\uD800'], not: ['\0', 'x\0', 0, null, {}] },
  link: { fits: ['x'.repeat(22)], not: ['x'.repeat(21), '\0'.repeat(22), 0, null] },
  kind: { fits: ['match', 'score', 'unlock'], not: ['', 'x', 'match\0', 0, null] },
} as const;

/** By what each list goes on. */
const lists: Readonly<Record<string, readonly (keyof typeof kinds)[]>> = {
  '/activity': ['time', 'kind', 'text'],
  '/admin/audit': ['row'],
  '/admin/bans': ['time', 'id'],
  '/admin/cases': ['number', 'row'],
  '/admin/dead-letters': ['row'],
  '/admin/matches': ['time', 'id'],
  '/auth/sessions': ['time', 'id'],
  '/blocks': ['time', 'id'],
  '/developer/titles': ['text'],
  '/friends': ['time', 'id'],
  '/friends/requests': ['time', 'id'],
  '/games': ['text', 'text'],
  '/games/:id/storage/:collection': ['text'],
  '/leaderboards/:game': ['number', 'id'],
  '/leaderboards/achievements': ['number', 'id'],
  '/matches': ['time', 'id'],
  '/matches/:id/links': ['time', 'link'],
  '/messages': ['bigRow'],
  '/messages/:id': ['bigRow'],
  '/moderation/reports': ['row'],
  '/mutes': ['time', 'id'],
  '/notifications': ['bigRow'],
  '/players': ['text', 'id'],
  '/players/:id/matches': ['time', 'id'],
  '/players/:id/ratings': ['bigRow'],
  '/players/:id/storage/:collection': ['text'],
  '/rooms': ['text'],
  '/scores': ['time', 'id', 'id'],
  '/seasons': ['text', 'row'],
  '/storage/:collection': ['text'],
  '/tournaments': ['time', 'id'],
  '/tournaments/:id/matches': ['row', 'row'],
};

const paged = endpoints.filter(({ query }) => query?.shape['cursor'] !== undefined);

let server: TestServer & { databaseUrl: string };
let db: Database;
let api: Api;
let token: string;
/** The parameters of some paths. */
let named: Readonly<Record<string, Readonly<Record<string, string>>>>;
beforeAll(async () => {
  server = await startServer();
  db = openDatabase(server.databaseUrl);
  api = apiOf(server.endpoint);
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body: admin } = await api('POST /players', { body: registration });
  await db.pool.query(`UPDATE players SET role = 'admin' WHERE id = $1`, [admin.playerId]);
  ({ token } = admin);
  const [bob] = await createPlayers(db, 1);
  const matchId = randomUUID();
  const match = { game: 'chess', mode: 'blitz', rulesVersion: 1, seed: '00', tickRate: 1, rated: false, owner: 1 };
  await db.prisma.match.create({ data: { id: matchId, ...match } });
  const tournament = {
    ...{ name: 'Cup', game: 'chess', mode: 'blitz', format: 'swiss', startsAt: new Date(Date.now() + 3_600_000) },
  };
  const cup = await api('POST /tournaments', { token, body: tournament });
  named = {
    '/games/:id/storage/:collection': { id: 'chess', collection: 'notes' },
    '/leaderboards/:game': { game: 'chess' },
    '/matches/:id/links': { id: matchId },
    '/messages/:id': { id: bob! },
    '/players/:id/matches': { id: bob! },
    '/players/:id/ratings': { id: bob! },
    '/players/:id/storage/:collection': { id: bob!, collection: 'notes' },
    '/storage/:collection': { collection: 'notes' },
    '/tournaments/:id/matches': { id: cup.body.id },
  };
});
afterAll(async () => {
  await db.close();
  await server.stop();
});

test('[H8] each list is here', () => {
  expect(Object.keys(lists)).toEqual(paged.map(({ path }) => path).toSorted());
});

test.for(paged)(
  '[H8] $path goes on behind what may be a place in it, and refuses all else',
  async (list, { expect }) => {
    const params = named[list.path] ?? {};
    const path = list.path.replace(/:(\w+)/g, (_, name: string) => params[name]!);
    const filter: Record<string, string> = list.path === '/players' ? { name: 'An' } : {};
    const mark = listOf(list, list.params?.parse(params) ?? {}, list.query!.parse(filter));
    const ask = async (keys: readonly unknown[]) => {
      const next = Buffer.from(JSON.stringify(keys)).toString('base64url');
      const { next: cursor } = writeMark(mark, { next }) as { next: string };
      const query = new URLSearchParams({ ...filter, cursor }).toString();
      const { status, body } = await api(`GET ${path}?${query}` as `GET /${string}`, { token });
      return [keys, status === 200 ? status : (body as { type: string }).type];
    };
    const keys = lists[list.path]!;
    const first: readonly unknown[] = keys.map((key) => kinds[key].fits[0]);
    for (const [place, key] of keys.entries()) {
      for (const value of kinds[key].fits) {
        const fitting = first.with(place, value);
        expect(await ask(fitting)).toEqual([fitting, 200]);
      }
      for (const value of kinds[key].not) {
        const made = first.with(place, value);
        expect(await ask(made)).toEqual([made, '/problems/bad-cursor']);
      }
    }
    for (const made of [[], [...first, 0], first.slice(1)])
      expect(await ask(made)).toEqual([made, '/problems/bad-cursor']);
  },
);
