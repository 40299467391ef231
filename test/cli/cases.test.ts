// From a client that keeps sending illegal moves to a closed case, through a whole server and `arbiter cases`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { startServer, type TestServer } from '../support/server.ts';

const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');
let server: TestServer & { databaseUrl: string };
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function arbiter(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, 'cases', ...args], {
    env: { ...process.env, DATABASE_URL: server.databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

test('[V6] refusals of a real match open a case, which is listed, shown and closed', async () => {
  const players = [await signIn(server.endpoint, 'Prober'), await signIn(server.endpoint)] as const;
  const [prober, other] = await privateMatch(...players, 'rapid');
  for (let i = 0; i < 30; i++) expect(await prober.act({ type: 'move', move: 'e2e5' })).toBe('illegal_move');
  expect(await prober.act({ type: 'move', move: 'e2e4' })).toBeUndefined();
  expect(await prober.act({ type: 'move', move: 'd2d4' })).toBe('not_your_turn');
  await other.act({ type: 'resign' });
  await prober.ended();

  const db = openDatabase(server.databaseUrl);
  await expect.poll(() => db.prisma.case.count(), { timeout: 20_000 }).toBe(1);
  const { id } = await db.prisma.case.findFirstOrThrow();
  await db.close();
  const listed = await arbiter();
  expect(listed.out).toContain('Prober in chess rapid: 31 of 32 actions were refused, most as illegal_move (30)');
  const shown = await arbiter('show', `#${id}`);
  expect(shown.out).toContain(players[0].playerId);
  expect(shown.out).toContain(prober.room.roomId);

  const closed = await arbiter('close', String(id), '--verdict', 'unclear', '--note', 'a broken client');
  expect(closed).toMatchObject({ code: 0, out: expect.stringContaining('a broken client') });
  expect(await arbiter('close', String(id), '--verdict', 'clean')).toMatchObject({ code: 1 });
  const all = await arbiter('list', '--status', 'all', '--player', players[0].playerId, '--json');
  const closedCase = { id, detector: 'refusals', status: 'closed', verdict: 'unclear' };
  expect(JSON.parse(all.out)).toMatchObject({ items: [closedCase], next: null });
}, 180_000);

test('[V6] a long list is read piece by piece: each says where the next one begins', async () => {
  const db = openDatabase(server.databaseUrl);
  const players = await createPlayers(db, 2);
  const { matchId } = await finishBotGame(db, players, 'ca'.repeat(16), { mode: 'untimed' });
  const about = { matchId, seat: 0, summary: 'much', evidence: { value: 1, ticks: [1] } };
  const scores = { rate: 0.9, aim: 0.4, speed: 0.7 };
  await db.prisma.case.createMany({
    data: Object.entries(scores).map(([detector, score]) => ({ ...about, playerId: players[0]!, detector, score })),
  });
  await db.close();
  const list = (...more: string[]) => arbiter('list', '--player', players[0]!, '--limit', '2', ...more);
  const first = await list();
  expect(first.out).toMatch(/ rate [^]* speed [^]*there are more: --cursor \S+\n$/);
  const rest = await list('--cursor', /--cursor (\S+)/.exec(first.out)![1]!, '--json');
  expect(JSON.parse(rest.out)).toMatchObject({ items: [{ detector: 'aim' }], next: null });
  expect(await list('--cursor', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('cursor') });
});

test('[V6] what can not be meant is refused with what can', async () => {
  expect(await arbiter('list', '--detector', 'x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('regularity'),
  });
  expect(await arbiter('close', '1')).toMatchObject({ code: 1, err: expect.stringContaining('--verdict') });
  expect(await arbiter('show', '99')).toMatchObject({ code: 1, err: 'there is no case #99\n' });
});
