// Who a client is: guests sign in without credentials and carry a signed token from then on.

import { createPublicKey, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Database } from '../db/client.ts';
import { privateKeyOf } from './ed25519.ts';

/** The player that a token speaks for. */
export interface Identity {
  readonly playerId: string;
  readonly name: string;
}

export interface Session extends Identity {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Sessions {
  /** Creates a player and signs them in. Without a name they get one. */
  guest(name: string | undefined): Promise<Session>;
  /** The token's player, or undefined for a token that is forged, expired or meant for others. */
  verify(token: string): Promise<Identity | undefined>;
}

const issuer = 'arbiter';
const lifetimeSeconds = 7 * 24 * 3600;

/** @param seed the Ed25519 private key: 32 bytes in base64url. */
export function openSessions(db: Database, seed: string): Sessions {
  const privateKey = privateKeyOf(seed);
  const publicKey = createPublicKey(privateKey);
  return {
    async guest(name = guestName()) {
      const { id: playerId } = await db.prisma.player.create({ data: { id: randomUUID(), name, guest: true } });
      const expiresAt = new Date(Date.now() + lifetimeSeconds * 1000);
      const token = await new SignJWT({ name })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(playerId)
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { playerId, name, token, expiresAt };
    },
    async verify(token) {
      try {
        const options = { issuer, audience: issuer, algorithms: ['EdDSA'] };
        const { payload } = await jwtVerify<{ name: string }>(token, publicKey, options);
        return payload.sub ? { playerId: payload.sub, name: payload.name } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

const guestName = (): string => `Guest ${randomUUID().slice(0, 4)}`;
