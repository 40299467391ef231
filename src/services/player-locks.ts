// Locks on players, always taken in the order of their ids, so that no two transactions wait for each other. Titles,
// tournaments and reports are held before them; parties, then places in queues, progress and boards after.

import type { Transaction } from '../db/client.ts';
import type { Run } from './boards/run.ts';

/** Orders all that players change of their own, or between them. Returns whom there is: nobody erased, and no bot. */
export async function holdPlayers(tx: Transaction, playerIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM players WHERE id = ANY(${[...playerIds]}::uuid[]) AND deleted_at IS NULL AND NOT bot
    ORDER BY id FOR NO KEY UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Until the end of the transaction, nobody erases these players, or moves them to another region. Those who have been
 * erased before are left out.
 */
export const sharePlayers = (run: Run, playerIds: readonly string[]): Promise<{ id: string }[]> =>
  run('SELECT id FROM players WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL ORDER BY id FOR SHARE', [playerIds]);
