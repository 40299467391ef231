// E-mail and password: finds the account and judges the password, slowly, and not often.

import { randomUUID } from 'node:crypto';
import { toHex } from '../../replays/bytes.ts';
import type { Database, Transaction } from '../../db/client.ts';
import type { Account } from '../../db/generated/client.ts';
import type { Identity } from './access-tokens.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import type { RateLimits } from '../rate-limits.ts';
import { Refused } from '../refused.ts';
import type { EmailSeal } from './sealed-email.ts';
import { sessionOver } from './sessions.ts';

export type Credentials = ReturnType<typeof openCredentials>;

export const wrongCredentials = new Refused(
  'wrong-credentials',
  'There is no account with this e-mail address and password.',
);

const wrongPassword = new Refused('wrong-credentials', 'This takes your password, and this one is wrong.');

/** What `confirm` has let through: an account with the password that was judged, or undefined for a guest. */
export type Confirmed = Pick<Account, 'passwordChangedAt'> | undefined;

/**
 * Looks again at what was confirmed, which took a while: another password, an end of the session may have come before.
 * Expects sign-ins to be held (end-sessions.ts), so that none comes after.
 */
export async function refuseOutdated(
  tx: Transaction,
  { playerId, authSessionId }: Identity,
  confirmed: Confirmed,
): Promise<undefined | Refused<'session-over' | 'wrong-credentials'>> {
  const account = await tx.account.findUnique({ where: { playerId } });
  if (account?.passwordChangedAt.getTime() !== confirmed?.passwordChangedAt.getTime()) return wrongPassword;
  const session = await tx.session.count({ where: { id: authSessionId, endedAt: null } });
  return session === 0 ? sessionOver : undefined;
}

export function openCredentials(db: Database, seal: EmailSeal, rateLimits: RateLimits) {
  /** For addresses that nobody has: to refuse them takes as long. */
  let nobodysHash: Promise<string> | undefined;

  async function refuseGuessing(emailIndex: Uint8Array): Promise<Refused<'too-many-requests'> | undefined> {
    const { allowed, resetSeconds } = await rateLimits.take('password', toHex(emailIndex));
    if (allowed) return undefined;
    const members = { retryAfterSeconds: Math.ceil(resetSeconds) };
    return new Refused('too-many-requests', 'Too many passwords were tried for this account; wait.', members);
  }

  async function judge(account: Account | null, password: string): Promise<boolean> {
    nobodysHash ??= hashPassword(randomUUID());
    const found = await checkPassword(password, account?.password ?? (await nobodysHash));
    if (!account || found === 'wrong') return false;
    if (found === 'outdated') {
      // Only while it is the one that was judged.
      const where = { playerId: account.playerId, password: account.password };
      await db.prisma.account.updateMany({ where, data: { password: await hashPassword(password) } });
    }
    return true;
  }

  function find(email: string): Promise<Account | null> {
    return db.prisma.account.findFirst({ where: { emailIndex: { in: seal.indexes(email) } } });
  }

  return {
    find,

    /** The account of these credentials. */
    async verify(
      email: string,
      password: string,
    ): Promise<Account | Refused<'too-many-requests' | 'wrong-credentials'>> {
      const refused = await refuseGuessing(seal.indexes(email)[0]!);
      if (refused) return refused;
      const account = await find(email);
      if (await judge(account, password)) return account!;
      return wrongCredentials;
    },

    /**
     * Asks a player who is signed in for the password once more. Guests have none, and are let through. Whatever is done
     * upon that looks again with `refuseOutdated`.
     */
    async confirm(
      playerId: string,
      password: string | undefined,
    ): Promise<Confirmed | Refused<'too-many-requests' | 'wrong-credentials'>> {
      const account = await db.prisma.account.findUnique({ where: { playerId } });
      if (!account) return undefined;
      const refused = await refuseGuessing(account.emailIndex);
      if (refused) return refused;
      return (await judge(account, password ?? '')) ? account : wrongPassword;
    },
  };
}
