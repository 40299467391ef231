// What a check of a fault run is: what there has to be, row by row, and what there is.

import type { Database } from '../../../src/db/client.ts';
import type { RecordedGame } from '../../results/games.ts';
import type { Arrival } from '../arrivals.ts';

/** All that is known of a run from outside: what was finished, and when that was, as the database has it. */
export interface History {
  readonly matches: readonly (Arrival & { readonly at: Date })[];
  readonly games: readonly RecordedGame[];
}

/** By what each row is about: its content as text. */
export type Rows = ReadonlyMap<string, string>;

export interface Check {
  expected(db: Database, history: History): Promise<Rows> | Rows;
  stored(db: Database): Promise<Rows>;
}

/** Rows by the values of some of their columns. */
export function rowsBy(columns: readonly string[], rows: readonly object[]): Rows {
  return new Map(
    rows.map((row) => {
      const all = Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const key = all.filter(([column]) => columns.includes(column)).map(([, value]) => String(value));
      return [key.join(' '), JSON.stringify(all)];
    }),
  );
}

/** Several tables of one check. */
export const together = (tables: Readonly<Record<string, Rows>>): Rows =>
  new Map(
    Object.entries(tables).flatMap(([table, rows]) => [...rows].map(([key, row]) => [`${table} ${key}`, row] as const)),
  );
