// Who a client is: a session is one sign-in on one device. It hands out short-lived access tokens, is kept alive by
// refresh tokens that count once, and ends when it is signed out, stolen, banned or forgotten.

import { randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { AccessTokens, Identity } from './access-tokens.ts';
import { activeBan, refuseBanned } from './bans.ts';
import { endSessions } from './end-sessions.ts';
import { before, pageOf, type PageRequest } from './page.ts';
import { firstToken, judge, parseToken, type RefreshState, repeat, rotate } from './refresh-tokens.ts';
import { Refused } from './refused.ts';
import type { Revocations } from './revocations.ts';

type Transaction = Prisma.TransactionClient;

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

/** A session that nobody refreshes is over after so long. */
const lifetimeMs = 90 * 24 * 3600 * 1000;
/** The token before the last is answered for so long: two tabs that refresh at once, an answer that got lost. */
const repeatMs = 10_000;
const deviceLength = 200;

const sessionOver = new Refused('session-over', 'This session is over: sign in again.');
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
    await tx.session.create({ data: { ...row, expiresAt: new Date(Date.now() + lifetimeMs) } });
    return signedIn(who, id, refreshToken);
  }

  return {
    begin,

    /** The token's player, or undefined for a token that is worth nothing, or nothing any more. */
    async verify(token: string): Promise<Identity | undefined> {
      const identity = await tokens.read(token);
      return identity && revocations.reasonFor(identity.authSessionId) === undefined ? identity : undefined;
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
    async refresh(refreshToken: string): Promise<SignedIn | Refused<'session-over' | 'session-renewed'>> {
      const parsed = parseToken(refreshToken);
      if (!parsed) return sessionOver;
      const { sessionId, secret } = parsed;
      const { answer, ended } = await db.prisma.$transaction(async (tx) => {
        const session = await lockLive(tx, sessionId);
        if (!session) return { answer: sessionOver, ended: [] };
        const { playerId: id, name } = session;
        const found = judge(secret, session);
        if (found === 'previous' && Date.now() - session.refreshedAt.getTime() < repeatMs) {
          const next = repeat(sessionId, secret, session);
          return { answer: next === undefined ? sessionRenewed : signedIn({ id, name }, sessionId, next), ended: [] };
        }
        if (found !== 'current') {
          return { answer: sessionOver, ended: await endSessions(tx, id, 'token_reused', { only: sessionId }) };
        }
        const next = rotate(sessionId, secret);
        const times = { refreshedAt: new Date(), expiresAt: new Date(Date.now() + lifetimeMs) };
        await tx.session.update({ where: { id: sessionId }, data: { ...next.state, ...times } });
        return { answer: signedIn({ id, name }, sessionId, next.refreshToken), ended: [] };
      });
      revocations.note(ended);
      return answer;
    },

    /** The player's live sessions, the latest used first. */
    async list({ playerId, authSessionId }: Identity, { cursor, limit }: PageRequest) {
      const further = before('refreshedAt', cursor);
      if (further instanceof Refused) return further;
      const sessions = await db.prisma.session.findMany({
        where: { ...further, playerId, endedAt: null, expiresAt: { gt: new Date() } },
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

interface LiveSession extends RefreshState {
  readonly playerId: string;
  readonly name: string;
  readonly refreshedAt: Date;
}

/** Locked, so that two refreshes of one token come one after the other. */
async function lockLive(tx: Transaction, id: string): Promise<LiveSession | undefined> {
  const rows = await tx.$queryRaw<LiveSession[]>`
    SELECT player_id AS "playerId", players.name, refresh_hash AS "refreshHash", previous_hash AS "previousHash",
      refresh_salt AS "refreshSalt", refreshed_at AS "refreshedAt"
    FROM sessions JOIN players ON players.id = player_id
    WHERE sessions.id = ${id}::uuid AND ended_at IS NULL AND expires_at > now() FOR UPDATE OF sessions`;
  return rows[0];
}
