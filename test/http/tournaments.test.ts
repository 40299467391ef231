// Tournaments over HTTP, by those who may and those who may not; a final is played to its end.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Player, signIn, Table } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, type ApiAnswer, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let ann: Player;
let bob: Player;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  [ann, bob] = await Promise.all([signIn(server.endpoint, 'Ann'), signIn(server.endpoint, 'Bob')]);
});
afterAll(() => server.stop());

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const tokenOf = ({ sdk }: Player): string => sdk.auth.token!;

const announce = (by: Player, terms: object): Promise<ApiAnswer> =>
  api('POST /tournaments', {
    token: tokenOf(by),
    body: { name: 'Cup', game: 'chess', mode: 'untimed', format: 'single_elimination', ...terms },
  });

/** Its time comes. */
async function start(id: string): Promise<void> {
  const { prisma, close } = openDatabase(server.databaseUrl);
  await prisma.tournament.update({ where: { id }, data: { startsAt: new Date() } });
  await close();
}

test('[P8] a player announces a small one; what does not fit is refused with what is wrong', async () => {
  const { status, body } = await announce(ann, { startsAt: inSeconds(3_600) });
  expect([status, body]).toMatchObject([201, { status: 'open', rated: false, listed: true, entrants: 0, round: 0 }]);
  expect(await api(`GET /tournaments/${body.id}`)).toMatchObject({ status: 200, body });
  const listed = await api('GET /tournaments?status=open&game=chess');
  expect(listed.body).toMatchObject({ items: [{ id: body.id }], next: null });
  expect((await api('GET /tournaments?status=running')).body.items).toEqual([]);
  expect(await announce(ann, { rated: true, startsAt: inSeconds(3_600) })).toMatchObject({ status: 403 });
  // In the year 10,000.
  expect(await announce(ann, { startsAt: '9999-12-31T23:59:59-01:00' })).toMatchObject({ status: 400 });
  expect(await announce(ann, { mode: 'lightning', startsAt: inSeconds(3_600) })).toMatchObject({
    status: 400,
    body: { type: '/problems/tournament-terms' },
  });
  expect(await announce(ann, { startsAt: 'tomorrow' })).toMatchObject({ status: 400 });
  expect(await announce(ann, { startsAt: inSeconds(-60) })).toMatchObject({
    status: 400,
    body: { type: '/problems/tournament-terms' },
  });
  expect((await api('POST /tournaments', { body: {} })).status).toBe(401);
});

test('[P8] entries are for who is signed in, until the tournament begins', async () => {
  const { body } = await announce(ann, { startsAt: inSeconds(3_600), maxEntrants: 2 });
  const entry = `/tournaments/${body.id}/entry` as const;
  expect((await api(`POST ${entry}`)).status).toBe(401);
  expect(await api(`POST ${entry}`, { token: tokenOf(ann) })).toMatchObject({ status: 200, body: { entered: true } });
  expect((await api(`POST ${entry}`, { token: tokenOf(bob) })).status).toBe(200);
  const third = await signIn(server.endpoint);
  expect(await api(`POST ${entry}`, { token: tokenOf(third) })).toMatchObject({
    status: 409,
    body: { type: '/problems/tournament-full' },
  });
  expect((await api(`DELETE ${entry}`, { token: tokenOf(ann) })).status).toBe(204);
  const { body: standings } = await api(`GET /tournaments/${body.id}/standings`);
  expect(standings.items).toMatchObject([{ rank: 1, player: { id: bob.playerId, name: 'Bob' }, points: 0 }]);
  for (const path of ['', '/standings', '/matches'] as const) {
    expect((await api(`GET /tournaments/${ann.playerId}${path}`)).status).toBe(404);
  }
});

test('[P8] [H7] a moderator cancels what a player has announced, and the audit log says so', async () => {
  const { body } = await announce(ann, { startsAt: '2047-01-01T00:00:00Z' });
  const cancel = (by: Player): Promise<ApiAnswer> => api(`DELETE /tournaments/${body.id}`, { token: tokenOf(by) });
  expect(await cancel(bob)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
  const { prisma, close } = openDatabase(server.databaseUrl);
  const roleOf = (role: 'admin' | 'player') => prisma.player.update({ where: { id: bob.playerId }, data: { role } });
  await roleOf('admin');
  expect((await cancel(bob)).status).toBe(204);
  const log = await api('GET /admin/audit?action=tournament.cancel', { token: tokenOf(bob) });
  expect(log.body.items).toMatchObject([{ actorId: bob.playerId, target: body.id, details: { status: 'open' } }]);
  await roleOf('player');
  await close();
  expect(await cancel(ann)).toMatchObject({ status: 409, body: { type: '/problems/tournament-closed' } });
  expect((await api(`GET /tournaments/${body.id}`)).body).toMatchObject({ status: 'cancelled', listed: false });
});

test('[P8] a final: both come to the match, one wins, and the tournament is over', async () => {
  const { body } = await announce(bob, { startsAt: inSeconds(3_600) });
  for (const player of [ann, bob]) await api(`POST /tournaments/${body.id}/entry`, { token: tokenOf(player) });
  await start(body.id);
  const matches = async () => (await api(`GET /tournaments/${body.id}/matches?round=1`)).body.items;
  await expect.poll(async () => (await matches())[0]?.matchId, { timeout: 20_000 }).toBeTruthy();
  const [{ matchId, players }] = await matches();
  expect(players.map(({ name }: { name: string }) => name)).toEqual(['Ann', 'Bob']);
  const stranger = await signIn(server.endpoint);
  await expect(stranger.sdk.joinById(matchId, {})).rejects.toThrow(/reserved/);
  const tables = await Promise.all([bob, ann].map(async ({ sdk }) => new Table(await sdk.joinById(matchId, {}))));
  expect(await Promise.all(tables.map((table) => table.begun()))).toEqual([1, 0]);
  await tables[0]!.act({ type: 'resign' });
  const status = async () => (await api(`GET /tournaments/${body.id}`)).body.status;
  await expect.poll(status, { timeout: 20_000 }).toBe('finished');
  expect((await matches())[0]).toMatchObject({ result: 'played', points: [1, 0], matchId });
  expect((await api(`GET /tournaments/${body.id}/matches?limit=1`)).body).toMatchObject({ next: null });
  expect((await api(`GET /tournaments/${body.id}/matches?limit=0`)).status).toBe(400);
  const { body: standings } = await api(`GET /tournaments/${body.id}/standings`);
  expect(standings.items).toMatchObject([
    { rank: 1, player: { name: 'Ann' }, points: 1, wins: 1 },
    { rank: 2, player: { name: 'Bob' }, points: 0, losses: 1 },
  ]);
  expect(await api(`POST /tournaments/${body.id}/entry`, { token: tokenOf(stranger) })).toMatchObject({
    status: 409,
    body: { type: '/problems/tournament-closed' },
  });
});
