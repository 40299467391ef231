// The registry of what is checked after a fault run, one line each.

import type { Database } from '../../../src/db/client.ts';
import { scoresAndUnlocks } from './achievements.ts';
import { boards } from './boards.ts';
import type { Check, History } from './check.ts';
import { matches } from './matches.ts';
import { ratings } from './ratings.ts';
import { statistics } from './statistics.ts';

const checks: Readonly<Record<string, Check>> = {
  matches,
  ratings,
  'scores and unlocks': scoresAndUnlocks,
  statistics,
  boards: boards(),
};

export interface Findings {
  readonly name: string;
  readonly rows: number;
  /** Rows that there have to be, and are not. */
  readonly lost: number;
  /** Rows that there must not be. */
  readonly doubled: number;
  /** Rows with something else in them than there has to be. */
  readonly wrong: number;
  /** One that is not right, for people. */
  readonly example: string | undefined;
}

export async function checkAll(db: Database, history: History, redisUrl: string | undefined): Promise<Findings[]> {
  const findings: Findings[] = [];
  const here = { ...checks, ...(redisUrl !== undefined && { 'boards in Redis': boards(redisUrl) }) };
  for (const [name, check] of Object.entries(here)) {
    const [expected, stored] = [await check.expected(db, history), await check.stored(db)];
    const lost = [...expected.keys()].filter((key) => !stored.has(key));
    const doubled = [...stored.keys()].filter((key) => !expected.has(key));
    const wrong = [...expected].filter(([key, row]) => stored.has(key) && stored.get(key) !== row).map(([key]) => key);
    const [first] = [...wrong, ...lost, ...doubled];
    const example = first && `${first}:\n    expected ${expected.get(first)}\n    stored   ${stored.get(first)}`;
    findings.push({
      ...{ name, rows: expected.size, lost: lost.length, doubled: doubled.length, wrong: wrong.length, example },
    });
  }
  return findings;
}
