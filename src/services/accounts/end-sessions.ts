// Ends sessions in the database, as part of whatever transaction gives the reason, the pushes to their devices, and with
// the last one the place in the queue.

import type { Transaction } from '../../db/client.ts';
import type { SessionEnd } from '../../db/generated/client.ts';
import type { EndedSession } from './revocations.ts';

/**
 * Waits for sign-ins of this player that have begun, and lets later ones wait for the transaction: those before are ended
 * by it, those after see what it has written. To be called before `endSessions` by whatever also bars signing in.
 */
export async function holdSignIns(tx: Transaction, playerId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM players WHERE id = ${playerId}::uuid FOR UPDATE`;
}

/** A session that nobody refreshes is over after so long. */
export const sessionSeconds = 90 * 24 * 3600;

/** Of sessions, those that count, or will again: one that a ban has ended goes on after it (sessions.ts). */
export const goingOn = () => ({
  OR: [{ endedAt: null }, { endReason: 'banned' as const }],
  expiresAt: { gt: new Date() },
});

/**
 * Ends sessions of a player: all, `only` one, or all `except` one. The caller notes them (revocations.ts) once the
 * transaction is through. Dated by the database's clock, by which other processes look for them.
 */
export async function endSessions(
  tx: Transaction,
  playerId: string,
  reason: SessionEnd,
  { only, except }: { only?: string; except?: string } = {},
): Promise<EndedSession[]> {
  const ended = await tx.$queryRaw<EndedSession[]>`
    UPDATE sessions SET ended_at = clock_timestamp(), end_reason = ${reason}::"SessionEnd"
    WHERE player_id = ${playerId}::uuid
      AND (ended_at IS NULL OR (end_reason = 'banned' AND ${reason} <> 'banned'))
      AND (${only ?? null}::uuid IS NULL OR id = ${only ?? null}::uuid)
      AND (${except ?? null}::uuid IS NULL OR id <> ${except ?? null}::uuid)
    RETURNING id, end_reason AS reason`;
  // Not in the same statement, which would not see one that was being made.
  await tx.pushSubscription.deleteMany({ where: { sessionId: { in: ended.map(({ id }) => id) } } });
  // As if the player had left the queue: nobody is to be matched with who can not come.
  await tx.$executeRaw`
    DELETE FROM queue_entries WHERE id = (SELECT entry_id FROM queued_players WHERE player_id = ${playerId}::uuid)
      AND NOT EXISTS (
        SELECT FROM sessions WHERE player_id = ${playerId}::uuid AND ended_at IS NULL AND expires_at > now())`;
  return ended;
}
