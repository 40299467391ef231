// The keys of e-mail addresses for commands: those that there are. A server makes one where none is; a command that did
// would seal with one that no server has.

import { loadConfig } from '../config.ts';
import { readKey } from '../keys.ts';
import { type EmailSeal, openEmailSeal } from '../services/accounts/sealed-email.ts';

export async function openSeal(): Promise<EmailSeal> {
  const { dataKey, dataKeysOld, dataDir } = loadConfig();
  const current = await readKey('data', dataKey, dataDir);
  if (current === undefined) throw new Error(`there is no DATA_KEY, and none in ${dataDir}: set DATA_KEY or DATA_DIR`);
  return openEmailSeal([current, ...dataKeysOld]);
}
