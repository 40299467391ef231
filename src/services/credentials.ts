// E-mail and password: finds the account and judges the password, slowly, and not often.

import { randomUUID } from 'node:crypto';
import { toHex } from '../replays/bytes.ts';
import type { Database } from '../db/client.ts';
import type { Account } from '../db/generated/client.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import type { RateLimits } from './rate-limits.ts';
import { Refused } from './refused.ts';
import type { EmailSeal } from './sealed-email.ts';

export type Credentials = ReturnType<typeof openCredentials>;

export const wrongCredentials = new Refused(
  'wrong-credentials',
  'There is no account with this e-mail address and password.',
);

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

    /** Asks a player who is signed in for the password once more. Guests have none, and are let through. */
    async confirm(
      playerId: string,
      password: string | undefined,
    ): Promise<undefined | Refused<'too-many-requests' | 'wrong-credentials'>> {
      const account = await db.prisma.account.findUnique({ where: { playerId } });
      if (!account) return undefined;
      const refused = await refuseGuessing(account.emailIndex);
      if (refused) return refused;
      if (!(await judge(account, password ?? ''))) {
        return new Refused('wrong-credentials', 'This takes your password, and this one is wrong.');
      }
    },
  };
}
