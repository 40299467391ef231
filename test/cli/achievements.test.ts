// `arbiter achievements` and `arbiter titles`, as an operator runs them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jobsOn } from '../support/jobs.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { openTitles } from '../../src/services/titles/index.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { testDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';

const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');

async function arbiter(args: string[], environment: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

async function emptyDatabase() {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  return { ...db, environment: { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() } };
}

test('[P3] an operator counts an achievement over what was played before it', async () => {
  const { database, environment } = await emptyDatabase();
  const players = await createPlayers(database, 2);
  const { matchId } = await finishBotGame(database, players, '3'.repeat(32));
  await jobsOn(database).verify(database, 'verify', matchId);
  await database.prisma.outbox.deleteMany();

  const listed = await arbiter(['achievements'], environment);
  expect(listed.output).toMatch(/^first-steps +bronze +5 +First Steps: Finish your first game$/m);
  const { code, output } = await arbiter(['achievements', 'backfill', 'first-steps'], environment);
  expect(code).toBe(0);
  expect(output).toContain('matches: 1 of 1');
  expect(await database.prisma.unlock.count({ where: { achievement: 'first-steps', matchId } })).toBe(2);
  const again = await arbiter(['achievements', 'backfill', 'first-steps', '--again'], environment);
  expect(again.output).toContain('players: 2 of 2');
  expect(await database.prisma.unlock.count({ where: { achievement: 'first-steps', matchId } })).toBe(2);
}, 180_000);

test('[P4] an operator registers a title, gives its servers keys and takes them away', async () => {
  const { database, environment } = await emptyDatabase();
  const titles = openTitles(database, openPushes(database));
  const added = await arbiter(
    ['titles', 'add', 'pinball', '--title', 'Pinball', '--full-score', '100000'],
    environment,
  );
  expect(added.code).toBe(0);
  const keyIn = (output: string): string => /arbk_\S+/.exec(output)![0];
  expect(await titles.readKey(keyIn(added.output))).toMatchObject({ titleId: 'pinball' });

  const second = await arbiter(['titles', 'key', 'pinball', '--scope', 'scores'], environment);
  expect(await titles.readKey(keyIn(second.output))).toEqual({ titleId: 'pinball', scopes: ['scores'] });
  const keyId = /key ([0-9a-f-]{36})/.exec(second.output)![1]!;
  expect(await arbiter(['titles', 'revoke', keyId], environment)).toMatchObject({ code: 0 });
  expect(await titles.readKey(keyIn(second.output))).toBeUndefined();
  const { output } = await arbiter(['titles', 'list'], environment);
  expect(output).toContain('pinball: Pinball');
  expect(output).toContain(`key ${keyId}  revoked`);
  expect(output).not.toContain('arbk_');
}, 180_000);
