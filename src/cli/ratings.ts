// `arbiter ratings`: counts ladders anew from their verified results.

import { parseArgs } from 'node:util';
import { openLadders } from '../services/ladders/index.ts';
import { withDatabase } from './database.ts';
import { rebuildLadder } from './ratings/rebuild-ladder.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter ratings rebuild [--game <id>] [--mode <id>] [--restart]

Counts the verified results of these ladders again, from the first on; all ladders where nothing is named. Players
see the ratings of before until a ladder is done. Interrupted, it goes on where it was.

  --restart   forget what an interrupted rebuild has done: needed once the code that rates has changed meanwhile`;

const options = {
  game: { type: 'string' },
  mode: { type: 'string' },
  restart: { type: 'boolean', default: false },
} as const;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.join(' ') !== 'rebuild') throw new Error(usage);
  await withDatabase(async (db) => {
    const ladders = openLadders(db);
    const found = await ladders.list(values);
    if (found.length === 0) throw new Error('there is no such ladder: none of its matches was rated yet');
    for (const ladder of found) {
      await ladders.beginRebuild(ladder, 'operator', { restart: values.restart });
      await rebuildLadder(ladders, ladder);
    }
  });
});
