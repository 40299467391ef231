// `arbiter verify` as its users run it: on a match, a downloaded file and a changed one, with and without keys.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { famousGames } from '../../loadtest/famous-games.ts';
import { playFamous } from '../../loadtest/famous-match.ts';
import { downloadLog } from '../support/log-file.ts';
import { startServer, type TestServer } from '../support/server.ts';

const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');
let server: TestServer;
let matchId: string;
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  server = await startServer();
  const tables = await privateMatch(await signIn(server.endpoint), await signIn(server.endpoint), 'rapid');
  matchId = tables[0].room.roomId;
  await playFamous(famousGames[0]!, tables);
  folder = await mkdtemp(join(tmpdir(), 'arbiter-verify-'));
  const log = Buffer.from(await downloadLog(server.endpoint, matchId));
  await writeFile(at('match.arblog'), log);
  const flipped = Buffer.from(log);
  flipped[flipped.indexOf('g1f3') + 3]! ^= 1 << 1;
  await writeFile(at('flipped.arblog'), flipped);
  await writeFile(at('keys.json'), await (await fetch(`${server.endpoint}/api/v1/log-keys`)).text());
  await writeFile(at('strangers.json'), JSON.stringify({ keys: [{ crv: 'Ed25519', x: 'A'.repeat(43) }] }));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function arbiter(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** The object of --json, and the exit code. */
async function verifyJson(...args: string[]): Promise<{ code: number | null } & Record<string, unknown>> {
  const { code, out } = await arbiter('verify', ...args, '--json');
  return { code, ...(JSON.parse(out) as Record<string, unknown>) };
}

test('[L3] a match id is fetched with the keys of its server, and is verified', async () => {
  const { code, out } = await arbiter('verify', matchId, '--endpoint', server.endpoint);
  expect(out).toMatch(/^verified +\d+ entries, \d+ ticks, played again to the same end\nresult +checkmate, ranks 1 2/);
  expect(out).toMatch(/\nsignature +valid, by key [0-9a-f]{16}\n$/);
  expect(code).toBe(0);
  const json = await verifyJson(matchId, '--endpoint', `${server.endpoint}/`);
  expect(json).toMatchObject({ code: 0, verified: true, signature: 'valid', match: { matchId, game: 'chess' } });
});

test('[L3] [L2] a downloaded file is verified offline: with keys its signature, too', async () => {
  const without = await arbiter('verify', at('match.arblog'));
  expect(without).toMatchObject({ code: 0, err: '' });
  expect(without.out).toMatch(/signature +not checked: no keys given/);
  const trusted = await verifyJson(at('match.arblog'), '--keys', at('keys.json'));
  expect(trusted).toMatchObject({ code: 0, verified: true, signature: 'valid' });
  const foreign = await verifyJson(at('match.arblog'), '--keys', at('strangers.json'));
  expect(foreign).toMatchObject({ code: 1, verified: false, signature: 'unknown_key', place: { part: 'head' } });
  const byUrl = `${server.endpoint}/api/v1/matches/${matchId}/log`;
  expect(await verifyJson(byUrl, '--keys', `${server.endpoint}/api/v1/log-keys`)).toMatchObject({ signature: 'valid' });
});

test('[L2] [L3] a flipped bit is found, located, and named by comparison with another copy', async () => {
  for (const keys of [[], ['--keys', at('keys.json')]]) {
    const { code, out } = await arbiter('verify', at('flipped.arblog'), ...keys);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT VERIFIED +chunk \d+ was changed: its hash is not its own\nwhere +chunk \d+, entry \d+\n/);
  }
  const { code, out } = await arbiter(
    'verify',
    at('flipped.arblog'),
    '--against',
    matchId,
    '--endpoint',
    server.endpoint,
  );
  expect(code).toBe(1);
  expect(out).toMatch(/difference +entry \d+: action at tick \d+ by seat 0 .*g1f1.* ≠ action .*g1f3/);
  expect(out).toMatch(/first field +after tick \d+, [\w.]+: .+ ≠ .+/);
  const same = await verifyJson(at('match.arblog'), '--against', at('match.arblog'));
  expect(same).toMatchObject({ code: 0, difference: null });
});

test('[L5] [L6] [L3] a replay file is verified as the log that it holds, and shown at any tick', async () => {
  const url = `${server.endpoint}/api/v1/matches/${matchId}/replay`;
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  await writeFile(at('match.arbreplay'), bytes);
  const { code, out } = await arbiter('verify', at('match.arbreplay'), '--keys', at('keys.json'));
  expect(code).toBe(0);
  expect(out).toMatch(/^verified [^]*\nfile +a replay: its keyframes are right, too\nsignature +valid, by key/);
  const against = await verifyJson(at('match.arbreplay'), '--against', at('match.arblog'));
  expect(against).toMatchObject({ code: 0, form: 'replay', difference: null });
  await writeFile(at('cut.arbreplay'), bytes.subarray(0, -1));
  expect(await verifyJson(at('cut.arbreplay'))).toMatchObject({ code: 1, verified: false, form: 'replay' });

  const shown = await arbiter('replay', matchId, '--endpoint', server.endpoint);
  expect(shown.out).toMatch(new RegExp(`^match +${matchId}: chess rapid[^]*\nsize +${bytes.length} bytes\n`));
  expect(shown.code).toBe(0);
  const moment = await arbiter('replay', at('match.arbreplay'), '--at', '0', '--json');
  expect(JSON.parse(moment.out)).toMatchObject({
    ...{ header: { matchId, game: 'chess' }, signed: true, bytes: bytes.length, tick: 0, exact: true },
    state: { tick: 0, moves: expect.any(Array) },
  });
  const end = await arbiter('replay', at('match.arbreplay'), '--at', '999999999');
  expect(end.out).toMatch(/\ntick \d+, the end: checkmate, ranks 1 2\n\{.*"ending":"checkmate".*\}\n$/);
});

test.each([
  [['replay'], /^usage: arbiter replay/],
  [['replay', 'package.json'], /not an Arbiter replay/],
  [['replay', 'package.json', '--at', '-1'], /--at/],
  [['verify'], /^usage: arbiter verify/],
  [['verify', 'a', 'b'], /^usage: arbiter verify/],
  [['verify', '--nonsense'], /nonsense/],
  [['verify', '/nowhere/at.all'], /can't read \/nowhere\/at\.all/],
  [['verify', '01234567-89ab-4cde-8f01-23456789abcd', '--endpoint', 'http://127.0.0.1:1'], /nothing answers at/],
  [['verify', 'package.json', '--keys', 'package.json'], /package\.json holds no keys/],
  [['dance'], /^usage: arbiter <command>[^]*verify[^]*doctor/],
])('%j can not be done: exit code 2, and why', async (args, message) => {
  const { code, err, out } = await arbiter(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
  expect(err).not.toContain('    at ');
});

test('what is no log at all is not verified', async () => {
  expect(await verifyJson('package.json')).toMatchObject({ code: 1, verified: false, place: { part: 'magic' } });
});

test('[O1] the doctor is a command, too', async () => {
  expect((await arbiter('doctor')).out).toMatch(/LOG_KEY +unset/);
});
