// `arbiter statistics`: counts players' statistics anew from the matches.

import { parseArgs } from 'node:util';
import { record } from '../services/audit.ts';
import { rebuildStatistics } from '../services/statistics/rebuild.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter statistics rebuild [--restart]

Counts every player's days, totals and streaks again, and the days of the games, from the verified matches; those that
were played before there were statistics, too. Results go on being counted meanwhile. Interrupted, it goes on where
it was.

  --restart   forget what an interrupted rebuild has done: needed once the code that counts has changed meanwhile`;

const options = { restart: { type: 'boolean', default: false } } as const;
const reportEveryMs = 1_000;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.join(' ') !== 'rebuild') throw new Error(usage);
  const counts = { matches: 0, players: 0, days: 0 };
  let saidAtMs = 0;
  await withDatabase(async (db) => {
    await record(db.prisma, 'operator', 'statistics.rebuild', 'all', { restart: values.restart });
    await rebuildStatistics(db, {
      restart: values.restart,
      tell(what, done, of) {
        counts[what] = done;
        if (done < of && performance.now() - saidAtMs < reportEveryMs) return;
        saidAtMs = performance.now();
        console.error(`${what}: ${done} of ${of}`);
      },
    });
  });
  console.log(
    `the statistics are rebuilt: ${counts.players} players, ${counts.days} days; ${counts.matches} matches were new`,
  );
});
