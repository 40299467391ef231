// `arbiter jobs`, `arbiter ratings` and `arbiter matches` as their users run them, and what players see of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getJson, privateMatch, signIn } from '../../loadtest/client.ts';
import { jobsOn } from '../support/jobs.ts';
import { bury } from '../../src/services/results/dead-letters.ts';
import { testDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { startServerOn } from '../support/server.ts';

const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface History {
  readonly items: readonly { matchId: string; before: number; after: number }[];
  readonly next: string | null;
}

async function arbiter(environment: NodeJS.ProcessEnv, ...args: string[]): Promise<Result> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

test('[P1] arbiter jobs lists what was tried in vain, shows it, and lets it be tried again', async () => {
  const { database, url, drop } = await testDatabase();
  const { matchId } = await finishBotGame(database, await createPlayers(database, 2), '5'.repeat(32));
  const run = (...args: string[]) => arbiter({ DATABASE_URL: url }, 'jobs', ...args);
  expect(await run()).toMatchObject({ code: 0, out: 'nothing was tried in vain\n' });
  await bury(database, { step: 'verify', matchId, error: new Error('no memory left'), attempts: 8 });
  expect((await run('list')).out).toMatch(
    new RegExp(`^#1 +\\S+Z  verify +${matchId}  after 8 attempts:  Error: no memory left\n$`),
  );
  expect((await run('show', '1')).out).toContain('at '); // the stack
  expect(JSON.parse((await run('--json')).out)).toMatchObject([{ id: 1, step: 'verify', matchId }]);
  expect(await run('show', '2')).toMatchObject({ code: 1, err: 'there is no dead letter #2\n' });
  expect(await run('retry')).toMatchObject({ code: 1, err: expect.stringContaining('usage: arbiter jobs') });
  expect(await run('retry', '--all')).toMatchObject({ code: 0, out: '1 will be tried again\n' });
  expect(await run('retry', '1')).toMatchObject({ code: 1, err: expect.stringContaining('0 will be tried again') });
  expect(await database.prisma.outbox.findMany()).toMatchObject([{ matchId, publishedAt: null }]);
  await drop();
});

test('[P2] arbiter ratings says what it rebuilt, and refuses what it does not know', async () => {
  const { database, url, drop } = await testDatabase();
  const { matchId } = await finishBotGame(database, await createPlayers(database, 2), '6'.repeat(32));
  await jobsOn(database).verify(database, 'verify', matchId);
  await jobsOn(database).rate(database, 'rate', matchId);
  const run = (...args: string[]) => arbiter({ DATABASE_URL: url }, 'ratings', ...args);
  const done = 'chess blitz, season 1: rebuilt, 1 results counted in this run\n';
  expect(await run('rebuild')).toEqual({ code: 0, out: done, err: '' });
  expect(await run('rebuild', '--game', 'chess', '--mode', 'blitz', '--restart')).toMatchObject({ code: 0, out: done });
  expect(await run('rebuild', '--game', 'go')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no such ladder'),
  });
  expect(await run('burn')).toMatchObject({ code: 1, err: expect.stringContaining('usage: arbiter ratings') });
  await drop();
});

test('[P2] [H1] a match that is voided beside a running server leaves the ratings and their history', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-void-'));
  const environment = { DATA_DIR: dataDir, DATABASE_URL: '' };
  const server = await startServerOn(environment);
  const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  const played: string[] = [];
  const history = (query = ''): Promise<History> =>
    getJson<History>(server.endpoint, `/players/${ann.playerId}/ratings${query}`);
  for (let n = 1; n <= 3; n++) {
    const [white, black] = await privateMatch(ann, bob, 'bullet');
    played.unshift(white.room.roomId);
    await black.act({ type: 'resign' });
    await Promise.all([white.room.leave(), black.room.leave()]);
    await expect.poll(async () => (await history()).items.length, { timeout: 20_000 }).toBe(n);
  }
  const all = await history();
  expect(all.items.map(({ matchId }) => matchId)).toEqual(played);
  expect(all.items[0]!.before).toBe(all.items[1]!.after);
  const page = await history('?game=chess&mode=bullet&season=1&limit=2');
  expect(page.items).toEqual(all.items.slice(0, 2));
  expect(await history(`?game=chess&mode=bullet&season=1&limit=2&cursor=${page.next}`)).toEqual({
    items: all.items.slice(2),
    next: null,
  });
  expect(await history('?mode=blitz')).toEqual({ items: [], next: null });

  const run = (...args: string[]) => arbiter(environment, 'matches', ...args);
  expect(await run('void')).toMatchObject({ code: 1, err: expect.stringContaining('usage') });
  expect(await run('void', played[1]!)).toMatchObject({ code: 1, err: expect.stringContaining('--reason') });
  expect(await run('void', 'notanid', '--reason', 'x')).toMatchObject({
    ...{ code: 1, err: expect.stringContaining('notanid is no id of a match') },
  });
  expect(await run('void', played[1]!, '--reason', 'agreed beforehand')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/ is void since \S+: agreed beforehand\nchess bullet, season 1: rebuilt, 2 results/),
  });
  expect(await getJson(server.endpoint, `/matches/${played[1]}`)).toMatchObject({
    ...{ verified: true, voidedAt: expect.any(String), voidReason: 'agreed beforehand' },
  });
  const rest = await history();
  expect(rest.items.map(({ matchId }) => matchId)).toEqual([played[0], played[2]]);
  expect(rest.items[1]).toEqual(all.items[2]);
  const board = await getJson(server.endpoint, '/leaderboards/chess?mode=bullet');
  expect(board).toMatchObject({
    items: [
      { player: { name: 'Ann' }, games: 2, wins: 2, provisional: true, rating: rest.items[0]!.after },
      { player: { name: 'Bob' }, games: 2, losses: 2, provisional: true },
    ],
  });
  await server.stop();
  // Nobody runs the database now: the command does.
  expect(await arbiter(environment, 'jobs')).toEqual({ code: 0, out: 'nothing was tried in vain\n', err: '' });
  await rm(dataDir, { recursive: true, force: true });
});
