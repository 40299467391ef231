// The HTTP API over a real server.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getJson, privateMatch, signIn, Table } from '../../loadtest/client.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const api = (path: string, init?: RequestInit): Promise<Response> => fetch(`${server.endpoint}/api/v1${path}`, init);
const post = (path: string, body: string): Promise<Response> =>
  api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

describe('[H1] guests', () => {
  test('sign in with a name or without, and are players from then on', async () => {
    const ann = await signIn(server.endpoint, 'Ann');
    expect(await getJson(server.endpoint, `/players/${ann.playerId}`)).toMatchObject({
      name: 'Ann',
      guest: true,
      ratings: [],
    });
    expect((await signIn(server.endpoint)).name).toMatch(/^Guest /);
  });
});

describe('[H5] matches', () => {
  test('are listed while they run and when they have ended, with their seats, result and log', async () => {
    const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    const { roomId } = white.room;
    expect(await getJson(server.endpoint, '/matches?status=running')).toMatchObject({
      items: [{ id: roomId, mode: 'rapid' }],
    });
    await white.act({ type: 'resign' });
    expect(await getJson(server.endpoint, `/matches/${roomId}`)).toMatchObject({
      ...{ status: 'finished', game: 'chess', rated: true, reason: 'resignation' },
      seats: [
        { seat: 0, rank: 2, player: { name: 'Ann' } },
        { seat: 1, rank: 1, player: { id: bob.playerId } },
      ],
    });
    expect(await getJson(server.endpoint, '/matches?status=running')).toEqual({ items: [], next: null });
    const log = await api(`/matches/${roomId}/log`);
    expect(log.headers.get('content-type')).toBe('application/octet-stream');
    expect(await log.text()).toMatch(/^ARBITER LOG 1\n/);
    await Promise.all([white.room.leave(), black.room.leave()]);
  });

  test('[W3] keep the log of a game with secrets to themselves until they have ended', async () => {
    const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
    const first = new Table(await ann.sdk.create('battleship', { private: true, seat: 0 }));
    const second = new Table(await bob.sdk.joinById(first.room.roomId, {}));
    await first.begun();
    const ships = [5, 4, 3, 3, 2].map((length, y) => ({ x: 0, y, length, vertical: false }));
    expect(await first.act({ type: 'place', ships })).toBeUndefined();
    const path = `/matches/${first.room.roomId}/log`;
    const refused = await api(path);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ type: '/problems/still-secret' });
    await second.act({ type: 'resign' });
    expect(await (await api(path)).text()).toContain('vertical');
    await Promise.all([first.room.leave(), second.room.leave()]);
  });
});

describe('[L7] the report of a match', () => {
  test('tells what happened once the match has ended, also as heatmaps', async () => {
    const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    const path = `/matches/${white.room.roomId}`;
    await white.act({ type: 'move', move: 'e2e4' });
    const early = await api(`${path}/report`);
    expect(early.status).toBe(409);
    expect(await early.json()).toMatchObject({ type: '/problems/still-running' });
    await black.act({ type: 'move', move: 'd7d5' });
    await white.act({ type: 'move', move: 'e4d5' });
    await black.act({ type: 'resign' });
    const report = await getJson<{ timeline: { kind: string }[] }>(server.endpoint, `${path}/report`);
    expect(report.timeline.map(({ kind }) => kind)).toEqual(['move', 'move', 'move', 'capture', 'end']);
    expect(report).toMatchObject({
      outcome: { reason: 'resignation' },
      summary: [{ made: { move: 2, capture: 1 } }, {}],
    });
    const cells = Array.from({ length: 64 }, (_, cell) => (cell === 35 ? 1 : 0));
    const heatmap = { columns: 8, rows: 8, cells, max: 1 };
    expect(await getJson(server.endpoint, `${path}/heatmap?kind=capture&seat=0`)).toEqual(heatmap);
    expect(await getJson(server.endpoint, `${path}/heatmap?kind=capture&seat=1`)).toMatchObject({ max: 0 });
    expect((await api(`${path}/heatmap`)).status).toBe(400);
    await Promise.all([white.room.leave(), black.room.leave()]);
  });
});

describe('[H8] problems', () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  test.each([
    ['GET', '/nowhere', 404, 'not-found'],
    ['GET', `/matches/${nobody}`, 404, 'not-found'],
    ['GET', `/matches/${nobody}/log`, 404, 'not-found'],
    ['GET', `/matches/${nobody}/report`, 404, 'not-found'],
    ['GET', `/matches/${nobody}/heatmap?kind=hit`, 404, 'not-found'],
    ['GET', `/players/${nobody}`, 404, 'not-found'],
    ['GET', '/players/42', 400, 'invalid-request'],
    ['GET', '/matches?limit=1000', 400, 'invalid-request'],
    ['GET', '/matches?status=lost', 400, 'invalid-request'],
    ['GET', '/leaderboards/go', 404, 'not-found'],
    ['GET', '/leaderboards/chess?mode=lightning', 404, 'not-found'],
    ['GET', '/leaderboards/constructor', 404, 'not-found'],
    ['DELETE', '/games', 405, 'method-not-allowed'],
    ['GET', '/auth/guest', 405, 'method-not-allowed'],
  ])('%s %s is a problem document: %i %s', async (method, path, status, type) => {
    const response = await api(path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ type: `/problems/${type}`, status, detail: expect.any(String) });
    if (status === 405) expect(response.headers.get('allow')).toBeTruthy();
  });

  test.each([
    ['broken JSON', '{"name":', 400],
    ['a wrong type', '{"name":7}', 400],
    ['an unknown field', '{"name":"Ann","admin":true}', 400],
    ['an empty name', '{"name":"  "}', 400],
    ['a body too large', JSON.stringify({ name: 'x'.repeat(70_000) }), 413],
  ])('%s is refused', async (_what, body, status) => {
    const response = await post('/auth/guest', body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});
