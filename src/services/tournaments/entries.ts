// Joining a tournament, and leaving it.

import type { Database, Transaction } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { Refused } from '../refused.ts';
import { lockTournament, type TournamentStatus } from './rows.ts';

const closed = new Refused('tournament-closed', 'This tournament takes no more entries: it has begun, or is over.');
const full = new Refused('tournament-full', 'All places of this tournament are taken.');

/**
 * Enters a player; undefined when there is no such tournament. Once it runs only an arena takes newcomers; who has
 * withdrawn comes back into any, as long as there is a place.
 */
export function join(
  { pool }: Database,
  id: string,
  playerId: string,
): Promise<{ entered: true } | Refused<'tournament-closed' | 'tournament-full'> | undefined> {
  return transaction(pool, async (tx) => {
    const tournament = await lockTournament(tx, id);
    if (!tournament) return undefined;
    const { status, format, entrants, maxEntrants } = tournament;
    if (status !== 'open' && status !== 'running') return closed;
    const { rows: own } = await tx.query<{ withdrawn: boolean }>(
      `SELECT withdrawn_at IS NOT NULL AS withdrawn FROM tournament_entries WHERE tournament_id = $1 AND player_id = $2`,
      [id, playerId],
    );
    if (own[0]?.withdrawn === false) return { entered: true };
    if (own.length === 0 && status === 'running' && format !== 'arena') return closed;
    if (entrants >= maxEntrants) return full;
    await tx.query(
      `INSERT INTO tournament_entries (tournament_id, player_id, seed)
       SELECT $1, $2, CASE WHEN $3 THEN 1 + max(seed) END FROM tournament_entries WHERE tournament_id = $1
       ON CONFLICT (tournament_id, player_id) DO UPDATE SET withdrawn_at = NULL`,
      [id, playerId, status === 'running'],
    );
    return { entered: true };
  });
}

/** Takes an entry back; of a running tournament the player is paired no more, and stays in the standings. */
export function withdraw(
  { pool }: Database,
  id: string,
  playerId: string,
): Promise<Refused<'not-found' | 'tournament-closed'> | undefined> {
  return transaction(pool, async (tx) => {
    const tournament = await lockTournament(tx, id);
    if (!tournament) return new Refused('not-found', 'There is no such tournament.');
    if (tournament.status !== 'open' && tournament.status !== 'running') return closed;
    await tx.query(
      tournament.status === 'open'
        ? 'DELETE FROM tournament_entries WHERE tournament_id = $1 AND player_id = $2'
        : `UPDATE tournament_entries SET withdrawn_at = now()
           WHERE tournament_id = $1 AND player_id = $2 AND withdrawn_at IS NULL`,
      [id, playerId],
    );
  });
}

/**
 * The tournaments that a player has entered and are not over, held until the transaction ends, so that none starts or is
 * paired meanwhile. To be held before any player: whoever pairs holds the tournament first, too.
 */
export async function holdTournaments(tx: Transaction, playerId: string): Promise<string[]> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM tournaments WHERE status IN ('open', 'running')
      AND id IN (SELECT tournament_id FROM tournament_entries WHERE player_id = ${playerId}::uuid)
    ORDER BY id FOR UPDATE`;
  return held.map(({ id }) => id);
}

/** Takes back what a player has entered of these, which are held. */
export async function withdrawFrom(tx: Transaction, ids: readonly string[], playerId: string): Promise<void> {
  const theirs = (status: TournamentStatus) => ({ playerId, tournament: { id: { in: [...ids] }, status } });
  await tx.tournamentEntry.deleteMany({ where: theirs('open') });
  const data = { withdrawnAt: new Date() };
  await tx.tournamentEntry.updateMany({ where: { ...theirs('running'), withdrawnAt: null }, data });
}
