// The headless load test as its users run it, against a real server.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';

const program = join(import.meta.dirname, '../../loadtest/run.ts');
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

interface Run {
  readonly code: number;
  readonly output: string;
}

function run(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

const few = (endpoint: string): string[] => ['--room', 'chess', '--numClients', '10', '--endpoint', endpoint];

test('[F1] [G5] bots play chess for a while and their figures are one JSON object on the last line', async () => {
  const endpoint = server.endpoint.replace('http', 'ws');
  const { code, output } = await run(...few(endpoint), '--duration', '3', '--json', '--max-p99-ms', '60000');
  const json = output.split('\n').findLast((line) => line.startsWith('{'));
  expect(code, output).toBe(0);
  const figures = JSON.parse(json ?? '') as Record<string, number>;
  expect(figures).toMatchObject({ chess_clients: 10, chess_refused: 0, chess_errors: 0, chess_disconnects: 0 });
  for (const name of [
    'actions',
    'actions_per_second',
    'ack_p50_ms',
    'ack_p95_ms',
    'ack_p99_ms',
    'runner_busy_percent',
  ]) {
    expect(figures[`chess_${name}`], name).toBeGreaterThan(0);
  }
  expect(figures['chess_matches']).toBeGreaterThanOrEqual(0);
});

test('[F1] [G5] bots play the arena, and real-time figures come with it', async () => {
  const crowd = ['--room', 'arena', '--numClients', '8', '--endpoint', server.endpoint, '--duration', '3'];
  const { code, output } = await run(...crowd, '--json', '--max-p99-ms', '60000', '--min-ticks-per-second', '1');
  const json = output.split('\n').findLast((line) => line.startsWith('{'));
  expect(code, output).toBe(0);
  const figures = JSON.parse(json ?? '') as Record<string, number>;
  expect(figures).toMatchObject({ arena_clients: 8, arena_refused: 0, arena_errors: 0, arena_disconnects: 0 });
  for (const name of ['inputs', 'patches', 'ticks_per_second', 'actions', 'ack_p50_ms', 'ack_p99_ms']) {
    expect(figures[`arena_${name}`], name).toBeGreaterThan(0);
  }
});

test('[F1] a real-time room that is slower than asked for fails the run', async () => {
  const crowd = ['--room', 'arena', '--numClients', '4', '--endpoint', server.endpoint, '--duration', '1'];
  const { code, output } = await run(...crowd, '--max-p99-ms', '60000', '--min-ticks-per-second', '1000');
  expect(code).toBe(1);
  expect(output).toContain('less than --min-ticks-per-second 1000');
});

test('[F1] a threshold that is not kept fails the run', async () => {
  const { code, output } = await run(
    ...few(server.endpoint),
    '--duration',
    '1',
    '--min-actions-per-second',
    '1000000000',
  );
  expect(code).toBe(1);
  expect(output).toContain('less than --min-actions-per-second 1000000000');
});

test('[F1] a run in which nothing could be measured fails', async () => {
  const { code, output } = await run(...few(server.endpoint), '--duration', '1', '--mode', 'no-such-mode');
  expect(code).toBe(1);
  expect(output).toContain('nothing was measured');
});

test('[F1] a load test leaves other machines alone', async () => {
  const { code, output } = await run('--endpoint', 'ws://example.com:2567');
  expect(code).toBe(2);
  expect(output).toContain('is not on this machine');
});
