// The registry of abuses, by the name that `--only` takes; and the run of them over one target.

import pg from 'pg';
import type { Abuse, Target } from './attempt.ts';
import { bodies, headers } from './bodies.ts';
import { floods } from './floods.ts';
import { injection } from './injection.ts';
import { innerNetwork } from './inner-network.ts';
import { othersThings } from './others-things.ts';
import { tokens } from './tokens.ts';

export const abuses: Readonly<Record<string, Abuse>> = {
  tokens,
  others_things: othersThings,
  injection,
  inner_network: innerNetwork,
  bodies,
  headers,
  floods,
};

/** Where attempts leave a mark by right: whoever tries is counted, and may be a new guest. */
const mayChange: Readonly<Record<string, 'rows come' | 'anything'>> = {
  players: 'rows come',
  sessions: 'rows come',
  rate_limits: 'anything',
};

export interface Tally {
  attempts: number;
  /** One line each. */
  readonly letIn: string[];
}

export async function tryAll(
  target: Target,
  databaseUrl: string,
  { only, progress }: { only?: string | undefined; progress: (line: string) => void },
): Promise<Record<string, Tally>> {
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const tallies: Record<string, Tally> = {};
  try {
    for (const [name, abuse] of Object.entries(abuses)) {
      if (only !== undefined && only !== name) continue;
      const tally: Tally = (tallies[name] = { attempts: 0, letIn: [] });
      const before = await readAll(database);
      for await (const { what, letIn } of abuse(target)) {
        tally.attempts += 1;
        if (letIn !== undefined) tally.letIn.push(`${what}: ${letIn}`);
        if (tally.attempts % 50 === 0) progress(`${name}: ${tally.attempts} attempts`);
      }
      tally.letIn.push(...changes(before, await readAll(database)));
    }
  } finally {
    await database.end();
  }
  return tallies;
}

/** A digest of each row, by table. */
type Tables = ReadonlyMap<string, ReadonlySet<string>>;

async function readAll(database: pg.Client): Promise<Tables> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const tables = new Map<string, Set<string>>();
  for (const { name } of rows) {
    const found = await database.query<{ digest: string }>(`SELECT md5(t::text) AS digest FROM "${name}" AS t`);
    tables.set(name, new Set(found.rows.map(({ digest }) => digest)));
  }
  return tables;
}

function changes(before: Tables, after: Tables): string[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table)!;
    const gone = [...rows].filter((row) => !now.has(row)).length;
    const come = [...now].filter((row) => !rows.has(row)).length;
    const may = mayChange[table];
    if (may === 'anything' || (gone === 0 && (come === 0 || may === 'rows come'))) return [];
    return [`the table ${table} is another one than before: ${gone} rows gone, ${come} come`];
  });
}
