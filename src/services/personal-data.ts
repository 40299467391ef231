// What is kept about a player: told to them whole, erased when they ask, and sealed anew when keys change.

import { type Database, patient, type Transaction } from '../db/client.ts';
import type { Identity } from './accounts/access-tokens.ts';
import { takeOff } from './boards/place.ts';
import { inPrisma } from './boards/run.ts';
import { type Credentials, refuseOutdated } from './accounts/credentials.ts';
import { endSessions, holdSignIns } from './accounts/end-sessions.ts';
import { inTurn } from './in-turn.ts';
import { exportAll, valuesOf } from './personal-data/export.ts';
import { eraseSocial, holdComplaints } from './personal-data/social.ts';
import { leaveParty } from './parties.ts';
import { holdAdmins, refuseLastAdmin } from './players.ts';
import type { Pushes } from './pushes.ts';
import { refusable, Refused } from './refused.ts';
import type { Revocations } from './accounts/revocations.ts';
import type { EmailSeal } from './accounts/sealed-email.ts';
import { holdTitles, refuseLastDeveloper } from './titles/developers.ts';
import { holdTournaments, withdrawFrom } from './tournaments/entries.ts';
import type { WebPush } from './web-push/index.ts';

export interface PersonalDataParts {
  readonly credentials: Credentials;
  readonly pushes: Pushes;
  readonly revocations: Revocations;
  readonly seal: EmailSeal;
  readonly webPush: WebPush;
}

const anonymousName = 'Deleted player';

export function openPersonalData(db: Database, { credentials, pushes, revocations, seal, webPush }: PersonalDataParts) {
  const turns = inTurn();

  return {
    /** Undefined for nobody. For one player after the other: a whole history may be long. */
    export: (id: string) => turns('all', () => exportAll(db, { seal, webPush }, id)),

    /**
     * Erases what is personal. Matches and ratings stay, since they are others' as well, under a name that says nothing.
     * Takes the password where there is one. Who is the last to look after something stays until another one does.
     */
    async erase(
      caller: Identity,
      password: string | undefined,
    ): Promise<
      undefined | Refused<'last-admin' | 'last-developer' | 'session-over' | 'too-many-requests' | 'wrong-credentials'>
    > {
      const { playerId } = caller;
      const confirmed = await credentials.confirm(playerId, password);
      if (confirmed instanceof Refused) return confirmed;
      const erased = async (tx: Transaction) => {
        // In the order of everybody else: players come last.
        const titles = await holdTitles(tx, playerId);
        const tournaments = await holdTournaments(tx, playerId);
        await holdComplaints(tx, playerId);
        await holdAdmins(tx, playerId);
        await holdSignIns(tx, playerId);
        const refused = (await refuseOutdated(tx, caller, confirmed)) ?? (await refuseLastAdmin(tx, playerId));
        if (refused) return refused;
        const data = { name: anonymousName, guest: true, role: 'player', region: null, deletedAt: new Date() } as const;
        await tx.player.update({ where: { id: playerId }, data });
        await tx.account.deleteMany({ where: { playerId } });
        await tx.matchLink.deleteMany({ where: { playerId } });
        // Who counts a match of theirs meanwhile holds the player, too, and sees that they are gone.
        await tx.playerResult.deleteMany({ where: { playerId } });
        await tx.playerDay.deleteMany({ where: { playerId } });
        await tx.playerStatistics.deleteMany({ where: { playerId } });
        await tx.toldRank.deleteMany({ where: { playerId } });
        // Nor does anyone count scores or unlocks of theirs.
        await takeOff(inPrisma(tx), playerId);
        await tx.achievementProgress.deleteMany({ where: { playerId } });
        await tx.unlock.deleteMany({ where: { playerId } });
        await tx.score.deleteMany({ where: { playerId } });
        await tx.best.deleteMany({ where: { playerId } });
        await tx.storedValue.deleteMany({ where: valuesOf(playerId) });
        await tx.storageUsage.deleteMany({ where: valuesOf(playerId) });
        await tx.titleDeveloper.deleteMany({ where: { playerId } });
        const last = await refuseLastDeveloper(tx, titles);
        if (last) return last;
        await withdrawFrom(tx, tournaments, playerId);
        const tell = await leaveParty(tx, playerId);
        await tx.queueEntry.deleteMany({ where: { players: { some: { playerId } } } });
        await tx.partyInvite.deleteMany({ where: { playerId } });
        await eraseSocial(tx, playerId);
        const ended = await endSessions(tx, playerId, 'deleted');
        // The rows go later (sweep.ts): other processes have yet to read that they ended.
        await tx.session.updateMany({ where: { playerId }, data: { device: null } });
        return { ended, tell };
      };
      const done = await refusable(db, erased, patient);
      if (done instanceof Refused) return done;
      revocations.note(done.ended);
      done.tell?.(pushes);
    },
  };
}

/** Seals addresses of older keys with the current one, as many as `limit`; returns how many that were. */
export function resealEmails(db: Database, seal: EmailSeal, limit: number): Promise<number> {
  return db.prisma.$transaction(async (tx) => {
    const accounts = await tx.$queryRaw<{ playerId: string; email: Uint8Array; emailKey: string }[]>`
      SELECT player_id AS "playerId", email, email_key AS "emailKey" FROM accounts
      WHERE email_key <> ${seal.keyId} LIMIT ${limit} FOR UPDATE`;
    for (const account of accounts) {
      const { playerId } = account;
      await tx.account.update({ where: { playerId }, data: seal.seal(playerId, seal.open(playerId, account)) });
    }
    return accounts.length;
  });
}
