// Who a client is: a session is one sign-in on one device. It hands out short-lived access tokens, is kept alive by
// refresh tokens that count once, and ends when it is signed out, stolen or forgotten. A ban ends it, too; after the ban
// it goes on as another one, its heir, so that whatever knows that it has ended is right for good.

import { hash, randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client.ts';
import type { AccessTokens, Identity } from './access-tokens.ts';
import { activeBan, refuseBanned } from './bans.ts';
import { endSessions, goingOn, holdSignIns, sessionSeconds } from './end-sessions.ts';
import { before, pageOf, type PageRequest } from '../page.ts';
import { firstToken, judge, parseToken, type RefreshState, repeat, rotate } from './refresh-tokens.ts';
import { Refused } from '../refused.ts';
import type { Revocations } from './revocations.ts';

export interface SignedIn {
  readonly playerId: string;
  readonly name: string;
  /** The access token: for `client.auth.token` and the Authorization header. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly refreshToken: string;
}

interface Who {
  readonly id: string;
  readonly name: string;
}

/** The token before the last is answered for so long: two tabs that refresh at once, an answer that got lost. */
const repeatMs = 10_000;
const deviceLength = 200;

export const sessionOver = new Refused('session-over', 'This session is over: sign in again.');
const sessionRenewed = new Refused('session-renewed', 'This session was given new tokens a moment ago: show those.');

export type Sessions = ReturnType<typeof openSessions>;

export function openSessions(db: Database, tokens: AccessTokens, revocations: Revocations) {
  const signedIn = ({ id, name }: Who, authSessionId: string, refreshToken: string): SignedIn => ({
    playerId: id,
    name,
    ...tokens.issue({ playerId: id, name, authSessionId }),
    refreshToken,
  });

  /** For a player who has just been made: nobody can have banned them. */
  async function begin(tx: Transaction, who: Who, device: string | undefined): Promise<SignedIn> {
    const id = randomUUID();
    const { refreshToken, state } = firstToken(id);
    const row = { id, playerId: who.id, device: device?.slice(0, deviceLength) ?? null, ...state };
    await tx.session.create({ data: { ...row, expiresAt: expiry() } });
    return signedIn(who, id, refreshToken);
  }

  /** Of a session that a ban has ended: once that is over, its heir begins. */
  async function resume(tx: Transaction, { id: old, playerId, name, device }: FoundSession, secret: Buffer) {
    const ban = await activeBan(tx, playerId);
    if (ban) return { answer: refuseBanned(ban), ended: [] };
    const id = heirOf(old);
    const { refreshToken, state } = rotate(id, secret);
    await tx.session.create({ data: { id, playerId, device, ...state, expiresAt: expiry() } });
    const ended = await endSessions(tx, playerId, 'signed_out', { only: old });
    return { answer: signedIn({ id: playerId, name }, id, refreshToken), ended };
  }

  return {
    begin,

    /** The token's player, or undefined for a token that is worth nothing, or nothing any more. */
    async verify(token: string): Promise<Identity | undefined> {
      const identity = await tokens.read(token);
      return identity && revocations.reasonFor(identity.authSessionId) === undefined ? identity : undefined;
    },

    /** For a token that `verify` takes for nothing: the ban that is why, while it is in force. */
    async banOf(token: string): Promise<Refused<'banned'> | undefined> {
      const identity = await tokens.read(token);
      if (!identity || revocations.reasonFor(identity.authSessionId) !== 'banned') return undefined;
      const ban = await activeBan(db.prisma, identity.playerId);
      return ban ? refuseBanned(ban) : undefined;
    },

    /** Refuses the banned. What else the transaction did must be undone then: see `refusable`. */
    async start(tx: Transaction, who: Who, device: string | undefined): Promise<SignedIn | Refused<'banned'>> {
      const begun = await begin(tx, who, device);
      // DECISION: after the row, which waits for a ban that is being written (bans.ts); one written later ends the session.
      const ban = await activeBan(tx, who.id);
      return ban ? refuseBanned(ban) : begun;
    },

    /** Goes on with a session whose player has changed, on new tokens that those before lead to no more. */
    async renew(tx: Transaction, who: Who, authSessionId: string): Promise<SignedIn | Refused<'session-over'>> {
      const { refreshToken, state } = firstToken(authSessionId);
      const count = await tx.$executeRaw`
        UPDATE sessions SET previous_hash = refresh_hash, refresh_hash = ${state.refreshHash}, refresh_salt = NULL,
          refreshed_at = ${new Date()}
        WHERE id = ${authSessionId}::uuid AND ended_at IS NULL`;
      return count === 1 ? signedIn(who, authSessionId, refreshToken) : sessionOver;
    },

    /** New tokens for a refresh token. One that has been replaced before was copied: its session ends. */
    async refresh(refreshToken: string): Promise<SignedIn | Refused<'banned' | 'session-over' | 'session-renewed'>> {
      const parsed = parseToken(refreshToken);
      if (!parsed) return sessionOver;
      const { secret } = parsed;
      const { answer, ended } = await db.prisma.$transaction(async (tx) => {
        const session = await lockGoingOn(tx, parsed.sessionId);
        if (!session) return { answer: sessionOver, ended: [] };
        const { id: sessionId, playerId: id, name } = session;
        const found = judge(secret, session);
        if (found === 'previous' && Date.now() - session.refreshedAt.getTime() < repeatMs) {
          const next = repeat(sessionId, secret, session);
          return { answer: next === undefined ? sessionRenewed : signedIn({ id, name }, sessionId, next), ended: [] };
        }
        if (found !== 'current') {
          return { answer: sessionOver, ended: await endSessions(tx, id, 'token_reused', { only: sessionId }) };
        }
        if (session.banned) return resume(tx, session, secret);
        const next = rotate(sessionId, secret);
        const times = { refreshedAt: new Date(), expiresAt: expiry() };
        await tx.session.update({ where: { id: sessionId }, data: { ...next.state, ...times } });
        return { answer: signedIn({ id, name }, sessionId, next.refreshToken), ended: [] };
      });
      revocations.note(ended);
      return answer;
    },

    /** The player's sessions, the latest used first. */
    async list({ playerId, authSessionId }: Identity, { cursor, limit }: PageRequest) {
      const further = before('refreshedAt', cursor);
      if (further instanceof Refused) return further;
      const sessions = await db.prisma.session.findMany({
        where: { AND: [goingOn(), { ...further }], playerId },
        orderBy: [{ refreshedAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        select: { id: true, device: true, createdAt: true, refreshedAt: true, expiresAt: true },
      });
      const listed = sessions.map((session) => ({ ...session, current: session.id === authSessionId }));
      return pageOf(listed, limit, ({ refreshedAt, id }) => [refreshedAt, id]);
    },

    /** Signs the player out of one session. */
    async end(playerId: string, authSessionId: string): Promise<undefined | Refused<'not-found'>> {
      const ended = await endSessions(db.prisma, playerId, 'signed_out', { only: authSessionId });
      revocations.note(ended);
      if (ended.length === 0) return new Refused('not-found', 'You have no such session.');
    },

    /** Signs the player out everywhere. */
    async endAll(playerId: string): Promise<void> {
      revocations.note(await endSessions(db.prisma, playerId, 'signed_out'));
    },
  };
}

const expiry = (): Date => new Date(Date.now() + sessionSeconds * 1000);

interface FoundSession extends RefreshState {
  readonly id: string;
  readonly playerId: string;
  readonly name: string;
  readonly device: string | null;
  readonly refreshedAt: Date;
  /** A ban has ended it. */
  readonly banned: boolean;
}

/**
 * The session, or that in which it goes on after a ban. Locked, so that two refreshes of one token come one after the
 * other; one that a ban has ended after its player, as whoever bans does it, so that neither waits for the other.
 */
async function lockGoingOn(tx: Transaction, named: string): Promise<FoundSession | undefined> {
  const ids = [named, heirOf(named)];
  const banned = await tx.session.findFirst({ where: { id: { in: ids }, endReason: 'banned' } });
  if (banned) await holdSignIns(tx, banned.playerId);
  const rows = await tx.$queryRaw<FoundSession[]>`
    SELECT sessions.id, player_id AS "playerId", players.name, device, refresh_hash AS "refreshHash",
      previous_hash AS "previousHash", refresh_salt AS "refreshSalt", refreshed_at AS "refreshedAt",
      ended_at IS NOT NULL AS banned
    FROM sessions JOIN players ON players.id = player_id
    WHERE sessions.id = ANY(${ids}::uuid[]) AND (ended_at IS NULL OR end_reason = 'banned') AND expires_at > now()
    FOR UPDATE OF sessions`;
  return rows[0];
}

/** A UUID (RFC 9562, version 8) made of the session's: who asks twice for what follows it has the same answer. */
function heirOf(id: string): string {
  const hex = hash('sha256', `${id} goes on`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
