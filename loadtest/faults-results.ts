// `npm run faults:results`: finished matches go through the results pipeline while workers and relays are killed,
// PostgreSQL is stopped and Redis is wiped, and every job is delivered three times; then everything that was counted is
// held against what there has to be. Fails where a row is lost, doubled or wrong.

import { parseArgs } from 'node:util';
import { hasRedis } from '../test/support/redis.ts';
import { type Faults, runOn } from './faults/run.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    matches: { type: 'string' },
  },
});

const whole: Faults = {
  ...{ matches: 10_000, players: 200, workers: 2, workerKills: 18, relayKills: 5, stops: 2, stopSeconds: 30 },
};
const quick: Faults = {
  ...{ matches: 300, players: 40, workers: 2, workerKills: 3, relayKills: 1, stops: 1, stopSeconds: 3 },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void =>
  void process.stderr.write(process.stderr.isTTY ? `\r\u001b[K  ${line}` : `  ${line}\n`);

const backends = (['postgres', 'redis'] as const).filter((name) => values.only === undefined || values.only === name);
if (backends.length === 0) {
  process.stderr.write(`there is no backend "${values.only}"; there are: postgres, redis\n`);
  process.exit(2);
}
if (backends.includes('redis') && !hasRedis) {
  process.stderr.write('there is no redis-server here: set REDIS_SERVER_PATH, or ask with --only postgres\n');
  process.exit(2);
}

const faults = { ...(values.quick ? quick : whole), ...(values.matches && { matches: Number(values.matches) }) };
const figures = { matches: 0, lost: 0, doubled: 0, wrong: 0, worker_kills: 0, relay_kills: 0 };
for (const backend of backends) {
  const { findings, seconds } = await runOn(backend, faults, progress);
  const { matches, players, workerKills, relayKills, stops, stopSeconds } = faults;
  say(
    `\n${backend}: ${matches} matches of ${players} players in ${seconds.toFixed(0)} s; ${workerKills} workers and ${relayKills} relays killed, PostgreSQL stopped ${stops} × ${stopSeconds} s${backend === 'redis' ? ', Redis wiped' : ''}`,
  );
  say('  checked                 rows      lost   doubled     wrong');
  for (const { name, rows, lost, doubled, wrong, example } of findings) {
    say(`  ${name.padEnd(18)}${[rows, lost, doubled, wrong].map((count) => String(count).padStart(10)).join('')}`);
    if (example) say(`  ✗ ${example}`);
    figures.lost += lost;
    figures.doubled += doubled;
    figures.wrong += wrong;
  }
  figures.matches += matches;
  figures.worker_kills += workerKills;
  figures.relay_kills += relayKills;
}
if (values.json) say(JSON.stringify(figures));
process.exit(figures.lost + figures.doubled + figures.wrong === 0 ? 0 : 1);
