// `npm run faults:results`: finished matches go through the results pipeline while workers and relays are killed,
// PostgreSQL is stopped and Redis is wiped, and every job is delivered three times; then everything that was counted is
// held against what there has to be. Fails where a row is lost, doubled or wrong.

import { hasRedis } from '../test/support/redis.ts';
import { type Faults, runOn } from './faults/run.ts';
import { giveUp, numberOf, optionsOf, progress, say } from './script.ts';

const usage = `usage: npm run faults:results -- [options]

Sends finished matches through the results while workers are killed, PostgreSQL stops and Redis is wiped; fails where a
row is lost, doubled or wrong.

  --only <backend>     postgres or redis; default: one after the other
  --matches <number>   default 10000
  --quick              300 matches, and fewer faults
  --json               the figures on the last line, as JSON`;

const values = optionsOf(usage, {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  matches: { type: 'string' },
});

const whole: Faults = {
  ...{ matches: 10_000, players: 200, workers: 2, workerKills: 18, relayKills: 5, stops: 2, stopSeconds: 30 },
};
const quick: Faults = {
  ...{ matches: 300, players: 40, workers: 2, workerKills: 3, relayKills: 1, stops: 1, stopSeconds: 3 },
};

const backends = (['postgres', 'redis'] as const).filter((name) => values.only === undefined || values.only === name);
if (backends.length === 0) giveUp(`there is no backend "${values.only}"; there are: postgres, redis`);
if (backends.includes('redis') && !hasRedis)
  giveUp('there is no redis-server here: set REDIS_SERVER_PATH, or ask with --only postgres');

const faults = {
  ...(values.quick ? quick : whole),
  ...(values.matches && { matches: numberOf(values, 'matches') }),
};
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
