// SPEC O1: started as root, PostgreSQL runs as somebody else who must reach it; started as an ordinary user, as that one.
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { canEnter, canExecute, run, unprivilegedAccount } from '../../src/db/embedded/account.ts';
import { copyBinaries, findNativeDir } from '../../src/db/embedded/binaries.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { postgresPid, startArbiter, temporaryFolder } from '../support/arbiter-process.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)('O1: a data folder that its user cannot enter is kept where it can, and stays there', async () => {
  const dataDir = join(await temporaryFolder(0o700), 'data');
  const lines: string[] = [];
  const start = () => startEmbedded({ dataDir, log: (line) => lines.push(line) });
  const first = await start();
  const far = /database is in (\S+):/.exec(lines.join('\n'))![1]!;
  onTestFinished(() => rm(far, { recursive: true, force: true }));
  expect(far).toMatch(/^\/var\/lib\/arbiter\/[0-9a-f]{12}$/);
  expect(lines.filter((line) => line.startsWith('database is in'))).toHaveLength(1);
  const { uid } = await stat(`/proc/${await postgresPid(far)}`);
  expect(uid).toBe((await unprivilegedAccount()).uid);
  await first.stop();
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  const second = await start();
  await second.stop();
  expect(lines.filter((line) => line.startsWith('database is in'))).toEqual([lines[0], lines[0]]);
});

test.runIf(isRoot)('O1: binaries that its user cannot reach run from a copy', async () => {
  const account = await unprivilegedAccount();
  const closed = await temporaryFolder(0o700);
  await cp(findNativeDir(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  expect(await canExecute(join(closed, 'native', 'bin', 'postgres'), account)).toBe(false);
  const copy = join(await temporaryFolder(), 'postgresql');
  await copyBinaries(join(closed, 'native'), copy);
  expect(await run(join(copy, 'bin', 'initdb'), ['--version'], account)).toContain('PostgreSQL');
  expect(await canExecute(join(copy, 'bin', 'postgres'), account)).toBe(true);
});

test.runIf(isRoot)('O1: an ordinary user needs none of this', async (context) => {
  const account = await unprivilegedAccount();
  if (!(await canEnter(checkout, account)) || !(await canExecute(process.execPath, account))) context.skip();
  const dataDir = join(await temporaryFolder(), 'data');
  await mkdir(dataDir);
  await chown(dataDir, account.uid, account.gid);
  const arbiter = startArbiter(dataDir, { uid: account.uid, gid: account.gid });
  await arbiter.url();
  expect((await stat(`/proc/${await postgresPid(join(dataDir, 'postgres'))}`)).uid).toBe(account.uid);
  expect(await arbiter.kill('SIGINT')).toContain('drained');
});

test.runIf(isRoot)('O1: an ordinary user is told about a folder that is not theirs', async (context) => {
  const account = await unprivilegedAccount();
  if (!(await canEnter(checkout, account)) || !(await canExecute(process.execPath, account))) context.skip();
  const arbiter = startArbiter(await temporaryFolder(0o755), { uid: account.uid, gid: account.gid });
  await expect(arbiter.url()).rejects.toThrow(/cannot write to .*EACCES.*DATA_DIR/);
});
