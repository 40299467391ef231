// A use-case's founded "no", as a value: the caller did nothing malformed, and nothing was changed.

import type { Database, patient, Transaction } from '../db/client.ts';

export type RefusalReason =
  | 'already-queued'
  | 'already-registered'
  | 'bad-command'
  | 'bad-cursor'
  | 'bad-range'
  | 'banned'
  | 'email-taken'
  | 'forbidden'
  | 'last-admin'
  | 'last-developer'
  | 'link-expired'
  | 'muted'
  | 'no-replay'
  | 'not-a-push-service'
  | 'not-an-image'
  | 'not-found'
  | 'not-sayable'
  | 'not-together'
  | 'other-score'
  | 'precondition-failed'
  | 'private-match'
  | 'resolved'
  | 'room-closed'
  | 'season-too-early'
  | 'session-over'
  | 'session-renewed'
  | 'still-running'
  | 'still-secret'
  | 'storage-full'
  | 'title-taken'
  | 'too-large'
  | 'too-many-points'
  | 'too-many-requests'
  | 'too-many-rooms'
  | 'tournament-closed'
  | 'tournament-full'
  | 'tournament-terms'
  | 'unknown-region'
  | 'unlocked'
  | 'unreachable'
  | 'wrong-credentials'
  | 'wrong-options';

/** `Reason` is what a signature promises: all that may be refused there, and what the API's document says of it. */
export class Refused<Reason extends RefusalReason = RefusalReason> {
  readonly reason: Reason;
  /** For people: what to do about it. */
  readonly detail: string;
  /** What a program may want to know beside the reason. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(reason: Reason, detail: string, members: Readonly<Record<string, unknown>> = {}) {
    this.reason = reason;
    this.detail = detail;
    this.members = members;
  }
}

/** A transaction that a refusal undoes; `patience` where it takes longer than others. */
export async function refusable<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  patience?: typeof patient,
): Promise<T> {
  try {
    return await db.prisma.$transaction(async (tx) => {
      const result = await work(tx);
      if (result instanceof Refused) throw new Undo(result);
      return result;
    }, patience);
  } catch (error) {
    if (error instanceof Undo) return error.refused as T;
    throw error;
  }
}

class Undo extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.detail);
    this.refused = refused;
  }
}
