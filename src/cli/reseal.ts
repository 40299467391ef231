// `arbiter reseal`: moves every e-mail address to the current DATA_KEY, after which DATA_KEYS_OLD may be empty.

import { loadConfig } from '../config.ts';
import { loadKey } from '../keys.ts';
import { record } from '../services/audit.ts';
import { resealEmails } from '../services/personal-data.ts';
import { openEmailSeal } from '../services/sealed-email.ts';
import { withDatabase } from './database.ts';

const batchSize = 100;

try {
  const config = loadConfig();
  const seal = openEmailSeal([await loadKey('data', config.dataKey, config.dataDir), ...config.dataKeysOld]);
  const total = await withDatabase(async (db) => {
    let done = 0;
    for (let moved = 1; moved > 0; done += moved) moved = await resealEmails(db, seal, batchSize);
    await record(db.prisma, 'operator', 'emails.reseal', seal.keyId, { addresses: done });
    return done;
  });
  console.log(`${total} addresses were moved to key ${seal.keyId}; none is left on another`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
