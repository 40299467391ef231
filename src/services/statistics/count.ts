// The `statistics` step: adds a verified match to the days and totals of its people, and to its game's day.

import { Prisma } from '../../db/generated/client.ts';
import type { StepWork, Transaction } from '../results.ts';
import { addToGameDays } from './game-days.ts';
import { holdPeople, keepResults, resultsOf } from './results.ts';
import { addResults } from './sums.ts';

export const countStatistics: StepWork = (tx, matchId) => countMatches(tx, [matchId]);

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
