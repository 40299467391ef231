// The registry of abuses, by the name that `--only` takes; and the run of them over one target.

import pg from 'pg';
import type { Abuse, Target } from './attempt.ts';
import { bodies, headers } from './bodies.ts';
import { floods } from './floods.ts';
import { injection } from './injection.ts';
import { othersThings } from './others-things.ts';
import { tokens } from './tokens.ts';

export const abuses: Readonly<Record<string, Abuse>> = {
  tokens,
  others_things: othersThings,
  injection,
  bodies,
  headers,
  floods,
};

/** What no attempt may change: everything of those who were there before, and that there are no more of the mighty. */
const tables = {
  players: 'SELECT id, name, role FROM players WHERE id = ANY ($1)',
  roles: "SELECT role, count(*) FROM players WHERE role <> 'player' AND $1::uuid[] IS NOT NULL GROUP BY role",
  accounts: 'SELECT * FROM accounts WHERE player_id = ANY ($1)',
  ...Object.fromEntries(
    [
      'matches',
      'match_seats',
      'match_links',
      'titles',
      'title_keys',
      'title_achievements',
      'bans',
      'scores',
      'unlocks',
    ].map((name) => [name, `SELECT * FROM ${name} WHERE $1::uuid[] IS NOT NULL`]),
  ),
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
      const before = await dump(database, target);
      for await (const { what, letIn } of abuse(target)) {
        tally.attempts += 1;
        if (letIn !== undefined) tally.letIn.push(`${what}: ${letIn}`);
        if (tally.attempts % 50 === 0) progress(`${name}: ${tally.attempts} attempts`);
      }
      const after = await dump(database, target);
      for (const [table, digest] of Object.entries(before)) {
        if (after[table] !== digest) tally.letIn.push(`the table ${table} is another one than before`);
      }
    }
  } finally {
    await database.end();
  }
  return tallies;
}

async function dump(database: pg.Client, { ann, eve }: Target): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [name, rows] of Object.entries(tables)) {
    const sql = `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM (${rows}) AS t`;
    const found = await database.query<{ digest: string }>(sql, [[ann.playerId, eve.playerId]]);
    digests[name] = found.rows[0]!.digest;
  }
  return digests;
}
