// From a client that keeps sending illegal moves to a closed case, through a whole server and `arbiter cases`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
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
  expect(JSON.parse(all.out)).toMatchObject([{ id, detector: 'refusals', status: 'closed', verdict: 'unclear' }]);
}, 180_000);

test('[V6] what can not be meant is refused with what can', async () => {
  expect(await arbiter('list', '--detector', 'x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('regularity'),
  });
  expect(await arbiter('close', '1')).toMatchObject({ code: 1, err: expect.stringContaining('--verdict') });
  expect(await arbiter('show', '99')).toMatchObject({ code: 1, err: 'there is no case #99\n' });
});
