// Whether the e-mail addresses in a database can be read with the keys that there are. With others everything else would
// work, and nobody could log in, and the same address would register once more: so nothing starts.

import pg from 'pg';
import type { Config } from './config.ts';
import { readKey } from './keys.ts';
import { keyIdOf } from './services/accounts/sealed-email.ts';

type Keys = Pick<Config, 'dataKey' | 'dataKeysOld' | 'dataKeysLost' | 'dataDir'>;

/** Throws one message that says which keys are missing, and what to do. */
export async function checkAddresses(
  url: string,
  { dataKey, dataKeysOld, dataKeysLost, dataDir }: Keys,
): Promise<void> {
  const current = await readKey('data', dataKey, dataDir);
  const known = [...(current === undefined ? [] : [current]), ...dataKeysOld].map(keyIdOf);
  const counts = await countByKey(url);
  const missing = counts.filter(({ id }) => !known.includes(id) && !dataKeysLost.includes(id));
  if (missing.length === 0) return;
  const what = missing.map(({ id, accounts }) => `${id} (${accounts} accounts)`).join(', ');
  throw new Error(
    `e-mail addresses are encrypted with a DATA_KEY that is not here: key ${what}. Set it as DATA_KEY, or name it in ` +
      'DATA_KEYS_OLD; without it those players could not log in. Is it lost for good, put the id into DATA_KEYS_LOST',
  );
}

async function countByKey(url: string): Promise<{ id: string; accounts: number }[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ made: boolean }>(`SELECT to_regclass('accounts') IS NOT NULL AS made`);
    if (!rows[0]!.made) return [];
    const counted = await client.query<{ id: string; accounts: number }>(
      'SELECT email_key AS id, count(*)::int AS accounts FROM accounts GROUP BY 1 ORDER BY 1',
    );
    return counted.rows;
  } finally {
    await client.end();
  }
}
