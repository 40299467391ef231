// How players come in: as guests, with nothing; by registering, which a guest may do later and stay the same player; by
// e-mail and password from then on.

import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Identity } from './access-tokens.ts';
import { record } from '../audit.ts';
import { type Credentials, refuseOutdated, wrongCredentials } from './credentials.ts';
import { endSessions, holdSignIns } from './end-sessions.ts';
import { hashPassword } from './passwords.ts';
import { refusable, type RefusalReason, Refused } from '../refused.ts';
import type { Revocations } from './revocations.ts';
import type { EmailSeal } from './sealed-email.ts';
import type { Sessions, SignedIn } from './sessions.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name?: string | undefined;
}

export interface AccountsParts {
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly revocations: Revocations;
  readonly seal: EmailSeal;
}

/** What the client calls itself, for the player's list of sessions. */
type Device = string | undefined;

export function openAccounts(db: Database, { credentials, sessions, revocations, seal }: AccountsParts) {
  const emailTaken = new Refused('email-taken', 'There is an account with this e-mail address: sign in instead.');

  /** The guest becomes a player with an account; id, ratings, matches and session stay. */
  async function claim(tx: Transaction, caller: Identity, name = caller.name) {
    const { playerId: id, authSessionId } = caller;
    const { count } = await tx.player.updateMany({ where: { id, guest: true }, data: { guest: false, name } });
    if (count === 0) return new Refused('already-registered', 'You have an account already.');
    return sessions.renew(tx, { id, name }, authSessionId);
  }

  async function create(tx: Transaction, name: string, guest: boolean, device: Device) {
    const player = await tx.player.create({ data: { id: randomUUID(), name, guest } });
    return sessions.begin(tx, player, device);
  }

  /** `admit` signs in the player whose account it will be. */
  async function openAccount<Reason extends RefusalReason = never>(
    email: string,
    password: string,
    admit: (tx: Transaction) => Promise<SignedIn | Refused<Reason>>,
  ): Promise<SignedIn | Refused<Reason | 'email-taken'>> {
    if (await credentials.find(email)) return emailTaken;
    const hashed = await hashPassword(password);
    try {
      return await refusable(db, async (tx) => {
        const signedIn = await admit(tx);
        if (signedIn instanceof Refused) return signedIn;
        const { playerId } = signedIn;
        await tx.account.create({ data: { playerId, password: hashed, ...seal.seal(playerId, email) } });
        return signedIn;
      });
    } catch (error) {
      // Somebody was faster with this address.
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return emailTaken;
      throw error;
    }
  }

  return {
    /** Creates a player and signs them in. Without a name they get one. */
    guest(name: string | undefined, device: Device): Promise<SignedIn> {
      return db.prisma.$transaction((tx) => create(tx, name ?? someName('Guest'), true, device));
    },

    /** Makes an account for a new player. */
    register: ({ email, password, name = someName('Player') }: Registration, device: Device) =>
      openAccount(email, password, (tx) => create(tx, name, false, device)),

    /** Makes an account for the guest who asks. */
    claim: ({ email, password, name }: Registration, caller: Identity) =>
      openAccount(email, password, (tx) => claim(tx, caller, name)),

    async login(
      email: string,
      password: string,
      device: Device,
    ): Promise<SignedIn | Refused<'banned' | 'too-many-requests' | 'wrong-credentials'>> {
      const account = await credentials.verify(email, password);
      if (account instanceof Refused) return account;
      const { playerId: id, passwordChangedAt } = account;
      return refusable(db, async (tx) => {
        const { name } = await tx.player.findUniqueOrThrow({ where: { id } });
        const signedIn = await sessions.start(tx, { id, name }, device);
        // Changed or erased since it was judged?
        const same = await tx.account.findUnique({ where: { playerId: id, passwordChangedAt } });
        if (!same) return wrongCredentials;
        if (signedIn instanceof Refused) return signedIn;
        // An address that an older key has sealed is sealed by the current one: keys can go in the end. After the session,
        // which holds the player: who changes or erases accounts holds them first, too.
        if (same.emailKey !== seal.keyId) {
          await tx.account.update({ where: { playerId: id }, data: seal.seal(id, seal.open(id, same)) });
        }
        return signedIn;
      });
    },

    /** Ends the player's other sessions: whoever knew the old password is out. */
    async changePassword(
      caller: Identity,
      password: string,
      newPassword: string,
    ): Promise<undefined | Refused<'forbidden' | 'session-over' | 'too-many-requests' | 'wrong-credentials'>> {
      const { playerId, authSessionId } = caller;
      const confirmed = await credentials.confirm(playerId, password);
      if (confirmed instanceof Refused) return confirmed;
      if (!confirmed) return new Refused('forbidden', 'Guests have no password: register first.');
      const data = { password: await hashPassword(newPassword), passwordChangedAt: new Date() };
      const ended = await refusable(db, async (tx) => {
        await holdSignIns(tx, playerId);
        const outdated = await refuseOutdated(tx, caller, confirmed);
        if (outdated) return outdated;
        await tx.account.update({ where: { playerId }, data });
        return endSessions(tx, playerId, 'password_changed', { except: authSessionId });
      });
      if (ended instanceof Refused) return ended;
      revocations.note(ended);
    },
  };
}

/**
 * A new password for the account of a player, by id or address, whose sessions end; undefined where there is none. Running
 * servers read within a second that they have ended.
 */
export async function resetPassword(
  { prisma }: Database,
  seal: EmailSeal,
  who: string,
): Promise<{ playerId: string; password: string } | undefined> {
  const isId = z.uuid().safeParse(who).success;
  const account = await prisma.account.findFirst({
    where: isId ? { playerId: who } : { emailIndex: { in: seal.indexes(who) } },
  });
  if (!account) return undefined;
  const { playerId } = account;
  const password = randomBytes(15).toString('base64url');
  const data = { password: await hashPassword(password), passwordChangedAt: new Date() };
  return prisma.$transaction(async (tx) => {
    await holdSignIns(tx, playerId);
    const { count } = await tx.account.updateMany({ where: { playerId }, data });
    if (count === 0) return undefined;
    const ended = await endSessions(tx, playerId, 'password_changed');
    await record(tx, 'operator', 'player.password', playerId, { sessions: ended.length });
    return { playerId, password };
  });
}

const someName = (kind: string): string => `${kind} ${randomUUID().slice(0, 4)}`;
