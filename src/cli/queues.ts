// `arbiter queues`: who waits, how long the waits were lately, and how even the matches that came of them.

import { parseArgs } from 'node:util';
import { type QueueFigures, type QueueLength, readFigures, readLengths } from '../services/queue/figures.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter queues [--hours <n>] [--json]

  --hours   matches of the last so many hours: 24 unless told otherwise, at most 720`;

const options = { hours: { type: 'string', default: '24' }, json: { type: 'boolean', default: false } } as const;

await runCommand(usage, async () => {
  const { values } = parseArgs({ options });
  const hours = Number(values.hours);
  if (!Number.isInteger(hours) || hours < 1 || hours > 720) throw new Error(usage);
  const [made, waiting] = await withDatabase((db) => Promise.all([readFigures(db, hours), readLengths(db)]));
  console.log(
    values.json ? JSON.stringify({ made, waiting }) : [...waiting.map(toWaiting), ...toTable(made)].join('\n'),
  );
});

function toWaiting({ game, players, longestSeconds }: QueueLength): string {
  return `${game}: ${players} waiting, for up to ${longestSeconds.toFixed(0)} s`;
}

function toTable(made: readonly QueueFigures[]): string[] {
  if (made.length === 0) return ['no match was made'];
  const pair = (median: number | null, p95: number | null): string =>
    median === null ? '-' : `${median.toFixed(0)} / ${p95!.toFixed(0)}`;
  const rows = made.map((row) => [
    `${row.game} ${row.mode}`,
    row.region,
    `${row.matches}`,
    `${row.withBots}`,
    pair(row.waitMedian, row.waitP95),
    pair(row.spreadMedian, row.spreadP95),
    pair(row.rttMedian, row.rttP95),
  ]);
  const head = ['mode', 'region', 'matches', 'with bots', 'wait s', 'rating spread', 'rtt ms'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, 'median / 95th percentile; spreads of matches without bots'];
}
