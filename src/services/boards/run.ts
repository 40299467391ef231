// SQL in whichever transaction there is: boards are changed and read in both kinds.

import type { Transaction } from '../../db/client.ts';
import type pg from 'pg';

/** Resolves to the rows. */
export type Run = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** Planned once for each connection: some plans take longer than they run. */
export const inClient =
  (tx: pg.PoolClient): Run =>
  async <Row>(text: string, values: readonly unknown[]) =>
    (await tx.query({ name: nameOf(text), text, values: [...values] })).rows as Row[];

export const inPrisma =
  (tx: Transaction): Run =>
  (text, values) =>
    tx.$queryRawUnsafe(text, ...values);

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `boards-${names.size}`;
  names.set(text, name);
  return name;
}
