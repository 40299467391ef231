// SPEC O1: the embedded PostgreSQL keeps its data, goes with its parent however that ends, and says what is wrong.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbedded } from '../../src/db/embedded.ts';
import { isAlive } from '../../src/db/embedded/owner.ts';
import { postgresPid, startArbiter, temporaryFolder } from '../support/arbiter-process.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const log = () => {};

test('O1: data outlives a restart, in UTF-8, durably, with the password for nobody else', async () => {
  const dataDir = await temporaryFolder();
  const first = await startEmbedded({ dataDir, log });
  await query(first.url, "CREATE TABLE kept AS SELECT 'ünïcode' AS word");
  const pid = await postgresPid(join(dataDir, 'postgres'));
  await first.stop();
  expect(isAlive(pid)).toBe(false);

  const second = await startEmbedded({ dataDir, log });
  expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'ünïcode' }]);
  const settings = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync,
    current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses, current_database() AS db`;
  expect(await query(second.url, settings)).toEqual([
    { fsync: 'on', sync: 'on', encoding: 'UTF8', addresses: '127.0.0.1', db: 'arbiter' },
  ]);
  await second.stop();
  expect((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
});

test("O1: a second Arbiter on the same folder is refused with the first one's pid", async () => {
  const dataDir = await temporaryFolder();
  const first = startArbiter(dataDir);
  const url = await first.url();
  const message = `another Arbiter (pid ${first.pid}) is using ${dataDir}; stop it or set DATA_DIR to another folder`;
  await expect(startArbiter(dataDir).url()).rejects.toThrow(message);
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('O1: of two first starts at once one wins', async () => {
  const dataDir = await temporaryFolder();
  const starts = await Promise.allSettled([startArbiter(dataDir).url(), startArbiter(dataDir).url()]);
  expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(String(starts.find((start) => start.status === 'rejected')?.reason)).toContain('another Arbiter (pid');
});

test('O1: kill -9 leaves no PostgreSQL, and the next start waits for its end', async () => {
  const dataDir = await temporaryFolder();
  const first = startArbiter(dataDir);
  await query(await first.url(), 'CREATE TABLE kept (id int)');
  const pid = await postgresPid(join(dataDir, 'postgres'));
  await first.kill('SIGKILL');
  const second = await startEmbedded({ dataDir, log });
  expect(isAlive(pid)).toBe(false);
  expect(await query(second.url, 'SELECT * FROM kept')).toEqual([]);
  await second.stop();
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('O1: %s to the group leaves no PostgreSQL', async (signal) => {
  const dataDir = await temporaryFolder();
  const arbiter = startArbiter(dataDir);
  await arbiter.url();
  const pid = await postgresPid(join(dataDir, 'postgres'));
  const output = await arbiter.kill(signal);
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  if (signal === 'SIGINT') expect(output).toContain('drained');
});

test('O1: a folder that cannot be written, or is something else, is named', async () => {
  const dataDir = await temporaryFolder();
  await writeFile(join(dataDir, 'file'), '');
  await expect(startEmbedded({ dataDir: join(dataDir, 'file', 'data'), log })).rejects.toThrow(
    /cannot write to .*ENOTDIR.*DATA_DIR/,
  );
  await mkdir(join(dataDir, 'postgres'));
  await writeFile(join(dataDir, 'postgres', 'letters.txt'), '');
  await expect(startEmbedded({ dataDir, log })).rejects.toThrow('is not a database folder of Arbiter');
});

test("O1: another major version's cluster is refused", async () => {
  const dataDir = await temporaryFolder();
  await mkdir(join(dataDir, 'postgres', 'data'), { recursive: true });
  await writeFile(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '15\n');
  await expect(startEmbedded({ dataDir, log })).rejects.toThrow(
    /made by PostgreSQL 15, this Arbiter brings 18: .*DATA_DIR/,
  );
});
