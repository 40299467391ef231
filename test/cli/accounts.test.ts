// `arbiter role`, `password` and `reseal`, as an operator runs them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openServices } from '../../src/services/index.ts';
import { allowed, newKey, unlimited } from '../support/accounts.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { testDatabase } from '../support/database.ts';

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

test('[A1] [A3] an operator makes the first admin, and moves addresses to the current key', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const [older, current, key] = [newKey(), newKey(), newKey()];
  const options = { owner: 1, tokenKeys: [key], logKey: key, rateLimits: unlimited() } as const;
  const { accounts, players } = openServices(db.database, { ...options, dataKeys: [older] });
  const registration = { email: 'ann@example.org', password: 'correct horse battery' };
  const { playerId } = allowed(await accounts.register(registration, undefined));
  const guest = allowed(await accounts.guest(undefined, undefined));
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() };

  expect(await arbiter(['role', playerId, 'admin'], environment)).toMatchObject({ code: 0 });
  expect(await players.role(playerId)).toBe('admin');
  expect((await arbiter(['role', playerId, 'king'], environment)).output).toContain('usage: arbiter role');
  expect(await arbiter(['role', guest.playerId, 'admin'], environment)).toMatchObject({
    code: 1,
    output: expect.stringContaining('guests register first'),
  });

  const audit = await arbiter(['audit'], environment);
  expect(audit.output).toMatch(new RegExp(`^#1 .* operator  player.role  ${playerId}  {"role":"admin"}\n$`));
  expect(await arbiter(['audit', 'verify'], environment)).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 entries are what was written'),
  });
  expect(await arbiter(['audit', '--action', 'x'], environment)).toMatchObject({ code: 1 });

  expect(await arbiter(['reseal'], { ...environment, DATA_KEY: current })).toMatchObject({
    code: 1,
    output: expect.stringContaining('DATA_KEYS_OLD'),
  });
  // Where there is no key none is made.
  const wrong = { ...environment, DATA_KEYS_OLD: older };
  expect(await arbiter(['reseal'], wrong)).toMatchObject({ code: 1, output: expect.stringContaining('no DATA_KEY') });
  expect(await arbiter(['password', playerId], wrong)).toMatchObject({ code: 1 });
  expect(await readdir(environment.DATA_DIR)).toEqual([]);
  const both = { ...environment, DATA_KEY: current, DATA_KEYS_OLD: older };
  // Who asks what it does, or mistypes, moves nothing.
  for (const command of ['reseal', 'role']) {
    const help = await arbiter([command, '--help'], both);
    expect(help).toMatchObject({ code: 0, output: expect.stringContaining(`usage: arbiter ${command}`) });
    expect(await arbiter([command, '--dry-run'], both)).toMatchObject({ code: 1 });
  }
  expect(await arbiter(['reseal'], both)).toMatchObject({ code: 0, output: expect.stringContaining('1 addresses') });
  const after = openServices(db.database, { ...options, dataKeys: [current] });
  expect(await after.players.own(playerId)).toMatchObject({ email: registration.email });
  expect((await arbiter(['reseal'], both)).output).toContain('0 addresses');
});

test('[A1] who has lost their password gets another one from the operator, and whoever had the old one is out', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const key = newKey();
  const options = { owner: 1, tokenKeys: [key], logKey: key, rateLimits: unlimited(), dataKeys: [key] } as const;
  const { accounts, sessions } = openServices(db.database, options);
  const registration = { email: 'ann@example.org', password: 'correct horse battery' };
  const ann = allowed(await accounts.register(registration, undefined));
  const guest = allowed(await accounts.guest(undefined, undefined));
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder(), DATA_KEY: key };

  let password = registration.password;
  for (const who of ['Ann@example.org', ann.playerId]) {
    const { code, output } = await arbiter(['password', who], environment);
    expect(code).toBe(0);
    expect(await accounts.login(registration.email, password, undefined)).toMatchObject({
      reason: 'wrong-credentials',
    });
    password = /this once: (\S{20})$/m.exec(output)![1]!;
    expect(await accounts.login(registration.email, password, undefined)).toMatchObject({ playerId: ann.playerId });
  }
  expect(await sessions.refresh(ann.refreshToken)).toMatchObject({ reason: 'session-over' });
  const entries = await db.database.prisma.auditEntry.findMany({ where: { action: 'player.password' } });
  expect(entries).toMatchObject([
    { actor: 'operator', target: ann.playerId },
    { actor: 'operator', target: ann.playerId },
  ]);
  expect(JSON.stringify(entries, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
    password,
  );
  for (const nobody of [guest.playerId, 'bob@example.org']) {
    expect(await arbiter(['password', nobody], environment)).toMatchObject({
      ...{ code: 1, output: expect.stringContaining('no account') },
    });
  }
});
