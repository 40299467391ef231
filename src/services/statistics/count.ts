// The `statistics` step: adds verified matches to the days and totals of their people, and to their games' days.

import type { Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { addToGameDays } from './game-days.ts';
import { holdPeople, keepResults, resultsOf } from './results.ts';
import { addResults } from './sums.ts';

/**
 * Adds verified matches that are noted as applied in the same transaction. Whoever voids one of them waits, and withdraws
 * what is added here.
 */
export async function countMatches(tx: Transaction, matchIds: readonly string[]): Promise<void> {
  const results = await resultsOf(tx, Prisma.sql`id = ANY(${[...matchIds]}::uuid[])`);
  const people = await holdPeople(
    tx,
    results.map(({ playerId }) => playerId),
  );
  const own = results.filter(({ playerId }) => people.has(playerId));
  if (own.length > 0) await addResults(tx, await keepResults(tx, own));
  if (results.length > 0) await addToGameDays(tx, matchIds);
}
