// `npm run loadtest`: bots play on a running server for a while; prints what it bore, and fails past its thresholds.

import { bots } from './bots/index.ts';
import { getJson, httpEndpoint } from './client.ts';
import { runCrowd } from './load/crowd.ts';
import { namedFigures, printTable } from './load/report.ts';
import { broken, type Thresholds } from './load/thresholds.ts';
import type { Figures } from './load/tally.ts';
import { numberOf, optionsOf, progress, progressIsOver, say } from './script.ts';

const usage = `usage: npm run loadtest -- [options]

Bots play on a running server of this machine; fails where a threshold is not kept.

  --room <game>                  the game; default: each in turn
  --mode <mode>                  default: the game's own
  --numClients <number>          default 50
  --duration <seconds>           default 15
  --endpoint <url>               default ws://localhost:2567
  --quick                        at most 20 clients, for 3 seconds
  --json                         the figures on the last line, as JSON
  --max-p99-ms <ms>              default 1000
  --min-actions-per-second <n>   default 1
  --min-ticks-per-second <n>     default 25
  --max-errors <n>               default 0
  --max-disconnects <n>          default 0`;

const values = optionsOf(usage, {
  room: { type: 'string' },
  only: { type: 'string' },
  mode: { type: 'string' },
  numClients: { type: 'string', default: '50' },
  duration: { type: 'string', default: '15' },
  endpoint: { type: 'string', default: 'ws://localhost:2567' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'max-p99-ms': { type: 'string', default: '1000' },
  'min-actions-per-second': { type: 'string', default: '1' },
  'min-ticks-per-second': { type: 'string', default: '25' },
  'max-errors': { type: 'string', default: '0' },
  'max-disconnects': { type: 'string', default: '0' },
});

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}

/** Whether every threshold was kept. */
async function main(): Promise<boolean> {
  const endpoint = loopback(values.endpoint);
  const room = values.room ?? values.only;
  const rooms = room === undefined ? Object.keys(bots) : [room];
  const clients = values.quick ? Math.min(20, numberOf(values, 'numClients')) : numberOf(values, 'numClients');
  const seconds = values.quick ? 3 : numberOf(values, 'duration');
  const thresholds: Thresholds = {
    maxP99Ms: numberOf(values, 'max-p99-ms'),
    minActionsPerSecond: numberOf(values, 'min-actions-per-second'),
    minTicksPerSecond: numberOf(values, 'min-ticks-per-second'),
    maxErrors: numberOf(values, 'max-errors'),
    maxDisconnects: numberOf(values, 'max-disconnects'),
  };
  await getJson(endpoint, '/games').catch(() => {
    throw new Error(`No Arbiter answers at ${values.endpoint}. Start one with: npm start`);
  });
  const results = new Map<string, Figures>();
  let kept = true;
  for (const roomName of rooms) {
    const { figures, complaints } = await runCrowd({
      endpoint,
      roomName,
      mode: values.mode,
      clients,
      seconds,
      progress,
    });
    progressIsOver();
    results.set(roomName, figures);
    printTable(roomName, figures, say);
    for (const [text, count] of complaints) say(`  ${count} × ${text}`);
    for (const what of broken(figures, clients, thresholds)) {
      kept = false;
      say(`  ✗ ${what}`);
    }
  }
  if (values.json) say(JSON.stringify(namedFigures(results)));
  return kept;
}

/** The endpoint over HTTP. Throws for other machines': a load test that goes astray is an attack. */
function loopback(endpoint: string): string {
  const http = httpEndpoint(endpoint);
  const { hostname } = new URL(http);
  if (hostname !== 'localhost' && hostname !== '[::1]' && !/^127(\.\d+){3}$/.test(hostname)) {
    throw new Error(`${endpoint} is not on this machine: load tests run against localhost, 127.x.x.x or [::1] only`);
  }
  return http;
}
