// `arbiter reseal`: moves every e-mail address to the current DATA_KEY, after which DATA_KEYS_OLD may be empty.

import { parseArgs } from 'node:util';
import { record } from '../services/audit.ts';
import { resealEmails } from '../services/personal-data.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';
import { openSeal } from './seal.ts';

const usage = `usage: arbiter reseal

Moves every e-mail address to the current DATA_KEY, after which DATA_KEYS_OLD may be empty.`;

const batchSize = 100;

await runCommand(usage, async () => {
  parseArgs();
  const seal = await openSeal();
  const total = await withDatabase(async (db) => {
    let done = 0;
    for (let moved = 1; moved > 0; done += moved) moved = await resealEmails(db, seal, batchSize);
    await record(db.prisma, 'operator', 'emails.reseal', seal.keyId, { addresses: done });
    return done;
  });
  console.log(`${total} addresses were moved to key ${seal.keyId}; none is left on another`);
});
