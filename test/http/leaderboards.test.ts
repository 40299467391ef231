// Leaderboards over a real server, as clients ask for them; from PostgreSQL alone, and with Redis, through the commands
// that operators run.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';

const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');

describe.each([{ store: 'PostgreSQL' }, ...(hasRedis ? [{ store: 'Redis' }] : [])])('with $store', ({ store }) => {
  let redis: TestRedis | undefined;
  let server: Awaited<ReturnType<typeof startServer>>;
  let api: Api;
  let ann: Awaited<ReturnType<typeof signIn>>;
  let bob: typeof ann;
  beforeAll(async () => {
    redis = store === 'Redis' ? await startRedis() : undefined;
    server = await startServer({ REGIONS: 'eu,us', ...(redis && { REDIS_URL: redis.url }) });
    api = apiOf(server.endpoint);
    ann = await signIn(server.endpoint, 'Ann');
    bob = await signIn(server.endpoint, 'Bob');
    await api('PUT /players/me', { token: tokenOf(ann), body: { region: 'eu' } });
  });
  afterAll(async () => {
    await server.stop();
    await redis?.stop();
  });

  const tokenOf = ({ sdk }: typeof ann): string => sdk.auth.token!;

  async function arbiter(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, DATABASE_URL: server.databaseUrl, ...(redis && { REDIS_URL: redis.url }) };
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  }

  async function play(): Promise<void> {
    const [white, black] = await privateMatch(ann, bob, 'blitz');
    await white.act({ type: 'resign' });
    await Promise.all([white.room.leave(), black.room.leave()]);
  }

  test('[H3] [H1] a match brings its players onto the boards', async () => {
    const before = await api('GET /players/me/rank/chess?mode=blitz', { token: tokenOf(ann) });
    expect(before.body).toEqual({
      ...{ game: 'chess', mode: 'blitz', season: 1, region: null },
      ...{ players: 0, rank: null, percentile: null, score: null, entry: null },
    });
    await play();
    const board = async () => (await api('GET /leaderboards/chess?mode=blitz')).body;
    await expect.poll(async () => (await board()).players, { timeout: 20_000 }).toBe(2);
    const { items, next } = await board();
    expect(next).toBeNull();
    expect(items.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
    const [winner, loser] = items;
    expect(winner).toMatchObject({ games: 1, wins: 1, losses: 0, provisional: true });

    // One request: the first of all, who is around me, and my own place.
    const whole = await api('GET /leaderboards/chess?mode=blitz&limit=1&around=me', { token: tokenOf(ann) });
    const own = items.find(({ player }: { player: { id: string } }) => player.id === ann.playerId);
    expect(whole.body).toMatchObject({ players: 2, items: [winner], around: [winner, loser] });
    expect(whole.body.me).toEqual({ rank: own.rank, percentile: own.rank === 1 ? 100 : 50, score: own.rating });
    const rest = await api(`GET /leaderboards/chess?mode=blitz&limit=1&cursor=${whole.body.next}`);
    expect(rest.body).toMatchObject({ items: [loser], next: null });
    // Nobody else's list goes on there, nor this one of other players.
    for (const other of ['chess?mode=rapid', 'chess?mode=blitz&region=eu', 'chess', 'arena', 'achievements']) {
      const strange = await api(
        `GET /leaderboards/${other}${other.includes('?') ? '&' : '?'}cursor=${whole.body.next}`,
      );
      expect([strange.status, strange.body.type], other).toEqual([400, '/problems/bad-cursor']);
    }
    const place = await api(`GET /leaderboards/chess/players/${bob.playerId}?mode=blitz`);
    expect(place.body).toMatchObject({ players: 2, entry: { player: { id: bob.playerId, name: 'Bob' } } });
    expect((await api(`GET /leaderboards/chess/players/${randomUUID()}`)).body).toMatchObject({
      rank: null,
      entry: null,
    });

    const region = await api('GET /leaderboards/chess?mode=blitz&region=eu');
    expect(region.body).toMatchObject({ region: 'eu', players: 1, items: [{ rank: 1, player: { id: ann.playerId } }] });
    const friends = await api('GET /leaderboards/chess?mode=blitz&scope=friends', { token: tokenOf(bob) });
    expect(friends.body).toMatchObject({ players: 1, me: { rank: 1 }, items: [{ player: { id: bob.playerId } }] });
  });

  test.each([
    ['/leaderboards/chess?scope=friends', 401, 'unauthorized'],
    ['/leaderboards/chess?around=me', 401, 'unauthorized'],
    ['/leaderboards/chess?cursor=nonsense', 400, 'bad-cursor'],
    ['/leaderboards/chess?seasn=2', 400, 'invalid-request'],
    ['/leaderboards/chess?season=2', 404, 'not-found'],
    ['/leaderboards/chess?region=E%20U', 400, 'invalid-request'],
    ['/leaderboards/chess?region=ue', 400, 'unknown-region'],
    ['/leaderboards/nothing', 404, 'not-found'],
    ['/leaderboards/chess/players/me', 400, 'invalid-request'],
    ['/activity?cursor=nonsense', 400, 'bad-cursor'],
  ] as const)('[H3] GET %s is answered %i', async (path, status, type) => {
    expect(await api(`GET ${path}`)).toMatchObject({ status, body: { type: `/problems/${type}` } });
  });

  test.each([
    ['/leaderboards/nothing', 404, 'no game or title nothing'],
    ['/leaderboards/chess?mode=nope', 404, 'no mode nope: it has bullet'],
    ['/leaderboards/chess?season=2', 404, 'no season 2 yet: that of now is 1'],
    [`/leaderboards/chess/players/${randomUUID()}?mode=nope`, 404, 'no mode nope'],
    [`/leaderboards/chess/players/${randomUUID()}?region=ue`, 400, 'no region "ue"; there are: eu, us'],
    ...['achievements', 'matches', 'rooms', 'scores', 'seasons', 'tournaments'].map(
      (list) => [`/${list}?game=nope`, 404, 'no game or title nope'] as const,
    ),
    ...['matches', 'ratings', 'statistics'].map(
      (list) => [`/players/${randomUUID()}/${list}?game=nope`, 404, 'no game or title nope'] as const,
    ),
    ['/games?limitt=3&x=1', 400, 'limitt: no such parameter'],
    ['/matches?limitt=3', 400, 'must be one of'],
  ] as const)('[H8] what is wrong with GET %s is said', async (path, status, words) => {
    const refused = await api(`GET ${path}`);
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringContaining(words)]);
  });

  test('[P4] [P5] a title’s board is of best scores, that of achievements of points', async () => {
    const { body: account } = await api('POST /auth/register', {
      body: { email: `${randomUUID()}@example.org`, password: 'correct horse battery' },
    });
    const { pool, close } = openDatabase(server.databaseUrl);
    await pool.query(`UPDATE players SET role = 'admin' WHERE id = $1`, [account.playerId]);
    await close();
    const id = `golf-${randomUUID().slice(0, 8)}`;
    const { body: title } = await api('POST /games', {
      token: account.token,
      body: { id, title: 'Golf', achievements: [] },
    });
    const scores = [
      [ann, 3, 'links'],
      [ann, 7, 'links'],
      [bob, 7, 'links'],
      [ann, 9, 'mini'],
    ] as const;
    await api('POST /scores', {
      token: title.key.key,
      body: scores.map(([{ playerId }, score, mode]) => ({ player_id: playerId, mode, score })),
    });
    const { body } = await api(`GET /leaderboards/${id}`);
    expect(body).toMatchObject({
      game: id,
      mode: 'links',
      ...{ season: 1, region: null },
      players: 2,
      items: [
        { rank: 1, score: 7 },
        { rank: 1, score: 7 },
      ],
    });
    expect((await api(`GET /leaderboards/${id}?region=eu`)).body).toMatchObject({
      ...{ region: 'eu', players: 1 },
      items: [{ player: { id: ann.playerId }, score: 7 }],
    });
    expect((await api(`GET /leaderboards/${id}?season=2`)).status).toBe(404);
    expect((await api(`GET /players/me/rank/${id}?mode=mini`, { token: tokenOf(ann) })).body).toMatchObject({
      rank: 1,
      score: 9,
    });
    await expect
      .poll(async () => (await api('GET /leaderboards/achievements')).body.players, { timeout: 20_000 })
      .toBe(2);
    const points = await api('GET /leaderboards/achievements?around=me', { token: tokenOf(ann) });
    expect(points.body.me.score).toBe((await api(`GET /players/${ann.playerId}/achievements`)).body.points);
    const kinds = (await api('GET /activity?limit=100')).body.items.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['match', 'score', 'unlock']));

    // The admin starts a season: who is nobody may not.
    const next = { game: 'chess', at: new Date(Date.now() + 3_600_000).toISOString() };
    expect((await api('POST /admin/seasons', { token: tokenOf(ann), body: next })).status).toBe(403);
    expect(await api('POST /admin/seasons', { token: account.token, body: next })).toMatchObject({
      status: 201,
      body: { game: 'chess', number: 2, startsAt: next.at, endsAt: null },
    });
    const { out, code } = await arbiter('seasons', 'list', 'chess');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^chess season 2: from .*\nchess season 1: from \S+ to \S+\n$/),
    ]);
    expect(await arbiter('seasons', 'start', 'chess')).toMatchObject({
      code: 1,
      err: expect.stringContaining('not in the past'),
    });
    expect((await api('GET /seasons?game=chess')).body.items).toHaveLength(2);
  });

  if (store !== 'Redis') {
    test('[P5] arbiter boards says that there is nothing to rebuild', async () => {
      expect(await arbiter('boards', 'rebuild')).toMatchObject({
        code: 1,
        err: expect.stringContaining('no REDIS_URL'),
      });
    });
    return;
  }

  test('[P5] arbiter boards rebuild fills a Redis that has lost everything', async () => {
    const client = new Redis(redis!.url);
    const keys = async () => (await client.keys('arbiter:board:*')).length;
    const before = (await api('GET /leaderboards/chess?mode=blitz')).body;
    await expect.poll(keys).toBeGreaterThan(0);
    for (const key of await client.keys('arbiter:board:*')) await client.del(key);
    const { code, out } = await arbiter('boards', 'rebuild');
    expect([code, out]).toEqual([0, expect.stringContaining('ladder/chess/blitz/1: 2 players\n')]);
    expect(await keys()).toBeGreaterThan(4);
    expect((await api('GET /leaderboards/chess?mode=blitz')).body).toEqual(before);
    client.disconnect();
  });
});
