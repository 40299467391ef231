// `arbiter boards`: fills the boards in Redis anew.

import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { openBoards } from '../services/boards/index.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter boards rebuild

Fills the boards in Redis again from PostgreSQL, which answers meanwhile. To be run after the database was restored from
a backup; a Redis that has lost its data is filled without it.`;

await runCommand(usage, async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.join(' ') !== 'rebuild') throw new Error(usage);
  const { redisUrl } = loadConfig();
  if (redisUrl === undefined) throw new Error('there is no REDIS_URL: PostgreSQL alone has the boards');
  await withDatabase(async (db) => {
    const boards = openBoards(db, { redisUrl });
    try {
      await boards.fillAll({ again: true, tell: (board, players) => console.log(`${board}: ${players} players`) });
    } finally {
      await boards.close();
    }
  });
});
