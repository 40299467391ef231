// Statistics, dashboard and developer analytics over a real server, and as an operator exports and rebuilds them.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Player, privateMatch, signIn } from '../../loadtest/client.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { dayOfTest } from '../support/day.ts';
import { startServer } from '../support/server.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let db: Database;
let players: readonly [Player, Player];
/** Bob won both; the second is private. */
const played: string[] = [];
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  db = openDatabase(server.databaseUrl);
  players = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  for (let n = 0; n < 2; n++) {
    const [white, black] = await privateMatch(...players, 'rapid');
    played.push(white.room.roomId);
    await white.act({ type: 'resign' });
    await Promise.all([white.room.leave(), black.room.leave()]);
  }
  await settled();
  const [ann] = players;
  const token = ann.sdk.auth.token;
  expect((await api(`PUT /matches/${played[1]!}/privacy`, { token, body: { private: true } })).status).toBe(200);
});
afterAll(async () => {
  await db.close();
  await server.stop();
});

/** Once all that is owed for matches is done. */
const settled = () =>
  vi.waitFor(async () => expect(await db.prisma.outbox.count()).toBe(0), { timeout: 30_000, interval: 50 });

const today = await dayOfTest();
const arbiter = (...args: string[]) =>
  run(process.execPath, [program, ...args], { env: { ...process.env, DATABASE_URL: server.databaseUrl } });

describe('[H1] [P6] a player', () => {
  test('has totals over all games', async () => {
    const [ann, bob] = players;
    const won = (await api(`GET /players/${bob.playerId}/stats`)).body;
    expect(won).toMatchObject({
      ...{ playerId: bob.playerId, matches: 2, wins: 2, draws: 0, losses: 0, winRate: 1, points: 4_800 },
      ...{ averagePoints: 2_400, streak: { current: 2, longest: 2 }, lastPlayedAt: expect.any(String) },
    });
    const { unlocked, total, completionPercent } = won.achievements;
    expect(completionPercent).toBe(Math.round((1_000 * unlocked) / total) / 10);
    expect(unlocked).toBeGreaterThan(0);
    expect((await api(`GET /players/${ann.playerId}/stats`)).body).toMatchObject({
      ...{ matches: 2, losses: 2, winRate: 0, streak: { current: 0, longest: 0 } },
    });
    expect((await api(`GET /players/${randomUUID()}/stats`)).status).toBe(404);
  });

  test('has them by game and mode, with achievements, and day by day', async () => {
    const [, { playerId }] = players;
    const path = `/players/${playerId}/statistics` as const;
    const { status, body } = await api(`GET ${path}`);
    expect(status).toBe(200);
    expect(body.games).toMatchObject([
      {
        ...{ game: 'chess', matches: 2, achievements: { unlocked: 0, total: 5, completionPercent: 0 } },
        modes: [{ mode: 'rapid', matches: 2, wins: 2, streak: { current: 2, longest: 2 } }],
      },
    ]);
    expect(body.totals).toEqual(expect.objectContaining({ matches: 2, wins: 2 }));
    expect(body.trend.to).toBe(today);
    expect(body.trend.items).toMatchObject([{ day: today, matches: 2, wins: 2, winRate: 1, points: 4_800 }]);
    const games = async (query: string) => (await api(`GET ${path}?${query}`)).body.games;
    expect(await games('game=chess&mode=rapid')).toHaveLength(1);
    expect(await games('game=arena')).toEqual([]);
    const trend = async (query: string) => (await api(`GET ${path}?${query}`)).body.trend.items;
    expect(await trend(`game=chess&from=${today}&to=${today}`)).toHaveLength(1);
    expect(await trend('mode=rapid')).toHaveLength(1);
    expect(await trend('game=chess&mode=blitz')).toEqual([]);
    expect(await trend('from=2026-01-01&to=2026-01-31')).toEqual([]);
    for (const query of [
      ...['from=yesterday', 'from=2026-02-30', 'from=2026-02-02&to=2026-02-01', 'from=2020-01-01'],
      // PostgreSQL knows no year 0, in which the last one would begin.
      ...['from=0000-01-01&to=0000-02-01', 'from=0000-12-31&to=0001-01-10', 'to=0001-01-10'],
    ]) {
      expect((await api(`GET ${path}?${query}`)).status, query).toBe(400);
    }
  });

  test('has a dashboard, on which strangers see no private match', async () => {
    const [ann, bob] = players;
    const path = `/players/${bob.playerId}/dashboard` as const;
    const { status, body } = await api(`GET ${path}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ player: { id: bob.playerId, name: 'Bob', guest: true, bot: false }, gamesPlayed: 1 },
      ...{ totals: { matches: 2, wins: 2 }, standings: [{ game: 'chess', mode: 'rapid', wins: 2, provisional: true }] },
      achievements: { points: expect.any(Number), rank: 1 },
      recentUnlocks: expect.arrayContaining([expect.objectContaining({ id: 'first-steps', matchId: played[0] })]),
      trend: { to: today, items: [{ day: today, matches: 2 }] },
    });
    expect(body.recentMatches).toMatchObject([
      {
        ...{ id: played[0], game: 'chess', mode: 'rapid', result: 'win', points: 2_400 },
        rating: { before: 1_500, after: expect.any(Number) },
        seats: [{ player: { name: 'Ann' } }, { player: { name: 'Bob' } }],
      },
    ]);
    const { nextAchievements } = body;
    expect(nextAchievements.map(({ id }: { id: string }) => id)).toContain('novice-player');
    const nearness = nextAchievements.map((each: { progress: number; goal: number }) => each.progress / each.goal);
    expect(nearness).toEqual(nearness.toSorted((a: number, b: number) => b - a));
    // Of whom nothing is known there is something to begin with, and no rank.
    const { playerId } = (await api('POST /auth/guest')).body;
    const ofGuest = (await api(`GET /players/${playerId}/dashboard`)).body;
    expect(ofGuest.nextAchievements.map(({ id }: { id: string }) => id)).toHaveLength(5);
    expect(ofGuest.nextAchievements[0]).toMatchObject({ id: 'first-steps', progress: 0, goal: 1 });
    expect(ofGuest.achievements).toMatchObject({ points: 0, rank: null });
    const asPlayer = (await api(`GET ${path}`, { token: ann.sdk.auth.token })).body;
    expect(asPlayer.recentMatches.map(({ id }: { id: string }) => id)).toEqual(played.toReversed());
    expect((await api(`GET /players/${randomUUID()}/dashboard`)).status).toBe(404);
  });

  test('[A3] who is erased has none, also of a match that ends afterwards; the others keep theirs', async () => {
    const [eve, fay] = [await signIn(server.endpoint, 'Eve'), await signIn(server.endpoint, 'Fay')];
    const [first, other] = await privateMatch(eve, fay, 'rapid');
    await first.act({ type: 'resign' });
    await Promise.all([first.room.leave(), other.room.leave()]);
    await settled();
    const token = eve.sdk.auth.token;
    const exported = (await api('GET /players/me/export', { token })).body;
    expect(exported).toMatchObject({
      ...{ results: [{ game: 'chess', result: 'loss' }], days: [{ matches: 1 }, { matches: 1 }] },
      statistics: [{ losses: 1 }, { losses: 1 }],
    });
    const [, black] = await privateMatch(eve, fay, 'rapid');
    expect((await api('DELETE /players/me', { token })).status).toBe(204);
    // Sent out of the room, they have lost it.
    await black.ended();
    await black.room.leave();
    await settled();
    for (const what of ['stats', 'statistics', 'dashboard']) {
      expect((await api(`GET /players/${eve.playerId}/${what}`)).status).toBe(404);
    }
    const where = { playerId: eve.playerId };
    expect(await db.prisma.playerResult.count({ where })).toBe(0);
    expect(await db.prisma.playerDay.count({ where })).toBe(0);
    expect(await db.prisma.playerStatistics.count({ where })).toBe(0);
    expect((await api(`GET /players/${fay.playerId}/stats`)).body).toMatchObject({ matches: 2, wins: 2 });
  });
});

describe('[H7] [P7] a developer', () => {
  const reports = ['completion', 'retention', 'funnel', 'playtime', 'engagement'] as const;
  let token: string;
  beforeAll(async () => {
    const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
    const { body } = await api('POST /auth/register', { body: registration });
    await db.pool.query(`UPDATE players SET role = 'developer' WHERE id = $1`, [body.playerId]);
    token = body.token;
  });

  test('alone reads reports', async () => {
    for (const name of reports) {
      const path = `GET /developer/analytics/${name}` as const;
      expect((await api(path)).status).toBe(401);
      expect((await api(path, { token: players[0].sdk.auth.token })).status).toBe(403);
      const { status, headers, body } = await api(path, { token });
      expect([name, status, headers.get('cache-control')]).toEqual([name, 200, 'no-store']);
      expect(body).toMatchObject({ to: today, items: expect.any(Array) });
      for (const days of [`from=${today}&to=2026-01-01`, 'to=0001-01-10']) {
        expect((await api(`${path}?${days}`, { token })).body).toMatchObject({ type: '/problems/bad-range' });
      }
    }
    const read = async (name: string) => (await api(`GET /developer/analytics/${name}`, { token })).body.items;
    expect((await read('engagement')).at(-1)).toMatchObject({ day: today, dau: 3, wau: 3, mau: 3, newPlayers: 3 });
    expect((await read('retention')).at(-1)).toMatchObject({ day: today, players: 3, d1: null, d30Rate: null });
    expect(await read('playtime')).toMatchObject([{ day: today, game: 'chess', mode: 'rapid', matches: 4, seats: 8 }]);
    expect(await read('funnel')).toMatchObject([{ queued: 0, started: 8, finished: 8, finishedRate: 1 }]);
  });

  test('and takes them along as CSV, in which no cell is a formula', async () => {
    const face = { description: 'x', tier: 'gold', points: 1, hidden: false } as const;
    await db.prisma.title.create({ data: { id: 'sheet', title: 'Sheet', fullScore: 1 } });
    await db.prisma.titleAchievement.create({
      data: { ...face, titleId: 'sheet', id: 'bad', title: '=HYPERLINK("http://x", "y")' },
    });
    const url = `${server.endpoint}/api/v1/developer/analytics/completion?game=sheet&from=2026-11-01&to=2026-11-20`;
    const read = (accept: string) => fetch(url, { headers: { authorization: `Bearer ${token}`, accept } });
    for (const accept of ['*/*', 'application/json', 'application/json, text/csv;q=0.9']) {
      expect((await read(accept)).headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
    const refused = await read('text/html');
    expect([refused.status, await refused.text()]).toEqual([406, expect.stringContaining('json or text/csv')]);
    const answer = await read('text/csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('vary')).toContain('Accept');
    const text = await answer.text();
    expect(text).toBe(
      'achievement,game,title,tier,players,holders,completion,unlocks\r\n' +
        `sheet.bad,sheet,"'=HYPERLINK(""http://x"", ""y"")",gold,0,0,,0\r\n`,
    );
    const exported = await arbiter(
      ...['analytics', 'export', 'completion', '--game', 'sheet', '--from', '2026-11-01', '--to', '2026-11-20'],
    );
    expect(exported).toEqual({ stdout: text, stderr: '' });
    const empty = await arbiter('analytics', 'export', 'funnel', '--from', '2026-01-01', '--to', '2026-01-02');
    expect(empty.stdout).toMatch(/^day,game,mode,queued,\S+\r\n$/);
    const failing = (...args: string[]): Promise<string> =>
      arbiter('analytics', ...args).then(
        () => 'done',
        ({ stderr }: { stderr: string }) => stderr,
      );
    expect(await failing('export', 'everything')).toContain('usage: arbiter analytics');
    expect(await failing('export', 'funnel', '--from', 'monday')).toContain('--from: ');
    expect(await failing('export', 'funnel', '--to', '2026-01-01', '--from', '2026-01-02')).toContain('from: must');
  }, 180_000);
});

test('[P6] an operator rebuilds statistics, and voids a match, which leaves them', async () => {
  const [, { playerId }] = players;
  const path = `GET /players/${playerId}/statistics` as const;
  const before = (await api(path)).body;
  await db.pool.query('UPDATE player_statistics SET wins = 9; DELETE FROM player_days');
  expect((await api(path)).body).not.toEqual(before);
  const { stdout, stderr } = await arbiter('statistics', 'rebuild');
  expect(stdout).toMatch(/^the statistics are rebuilt: \d+ players, 1 days; 0 matches were new\n$/);
  expect(stderr).toMatch(/players: (\d+) of \1\n/);
  expect((await api(path)).body).toEqual(before);
  expect(await db.prisma.auditEntry.count({ where: { action: 'statistics.rebuild', actor: 'operator' } })).toBe(1);
  await arbiter('matches', 'void', played[1]!, '--reason', 'a test');
  expect((await api(path)).body).toMatchObject({ totals: { matches: 1, wins: 1, streak: { current: 1, longest: 1 } } });
}, 180_000);
