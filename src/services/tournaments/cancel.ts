// Cancelling a tournament: when too few have come, or by its maker or staff.

import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { type Actor, record } from '../audit.ts';
import type { Role } from '../players.ts';
import type { Pushes } from '../pushes.ts';
import { Refused } from '../refused.ts';
import { lockTournament, type Sql } from './rows.ts';

export type Tell = (pushes: Pushes) => void;

/** Expects the tournament to be locked. Returns how to tell who is in it, once that is committed. */
export async function cancel(tx: Sql, id: string): Promise<Tell> {
  await tx.query(`UPDATE tournaments SET status = 'cancelled', finished_at = now() WHERE id = $1`, [id]);
  // What waits for players waits no more, and what is being played is nothing to the tournament.
  await tx.query(
    `UPDATE appointments SET closed_at = now(), "end" = 'failed'
     FROM tournament_pairings WHERE appointment_id = appointments.id AND tournament_id = $1 AND closed_at IS NULL`,
    [id],
  );
  const { rows } = await tx.query<{ playerId: string }>(
    `SELECT player_id AS "playerId" FROM tournament_entries WHERE tournament_id = $1 AND withdrawn_at IS NULL`,
    [id],
  );
  const entrants = rows.map(({ playerId }) => playerId);
  return (pushes) => pushes.send(entrants, { type: 'tournament.cancelled', tournamentId: id });
}

/** Its maker may until it starts, moderators and admins until it is over; it is listed no more. */
export async function cancelBy(
  db: Database,
  id: string,
  by: { readonly playerId: string; readonly role: Role | undefined },
): Promise<Tell | Refused<'forbidden' | 'not-found' | 'tournament-closed'>> {
  return transaction(db.pool, async (tx) => {
    const tournament = await lockTournament(tx, id);
    if (!tournament) return new Refused('not-found', 'There is no such tournament.');
    const { status, createdById } = tournament;
    const isStaff = by.role === 'moderator' || by.role === 'admin';
    if (createdById !== by.playerId && !isStaff) {
      return new Refused('forbidden', 'Who has announced a tournament cancels it, or a moderator.');
    }
    if (status === 'finished' || status === 'cancelled') {
      return new Refused('tournament-closed', 'This tournament is over, or was cancelled before.');
    }
    if (status === 'running' && !isStaff) {
      return new Refused('tournament-closed', 'This tournament has begun: now only a moderator can cancel it.');
    }
    if (status === 'running' && (await hasEntered(tx, id, by.playerId))) {
      return new Refused('forbidden', 'This is for another moderator: you have entered this tournament.');
    }
    const tell = await cancel(tx, id);
    await tx.query('UPDATE tournaments SET listed = false WHERE id = $1', [id]);
    const actor: Actor = { playerId: by.playerId };
    if (isStaff) await record(tx, actor, 'tournament.cancel', id, { status });
    return tell;
  });
}

async function hasEntered(tx: Sql, id: string, playerId: string): Promise<boolean> {
  const text = 'SELECT FROM tournament_entries WHERE tournament_id = $1 AND player_id = $2';
  return (await tx.query(text, [id, playerId])).rowCount === 1;
}
