// Refresh tokens: opaque, used once. Each is made out of the one before and a random salt, so that the same question,
// asked twice at once by two tabs or again after a lost answer, has the same answer.

import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The columns of a session that know its refresh token, and can't tell it. */
export interface RefreshState {
  /** SHA-256 of the token that counts. */
  readonly refreshHash: Bytes;
  /** SHA-256 of the one before. */
  readonly previousHash: Bytes | null;
  readonly refreshSalt: Bytes | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A token names its session, so that one which is no longer valid is known as this session's. */
const tokenShape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** The session's first token. */
export function firstToken(sessionId: string): { refreshToken: string; state: RefreshState } {
  const secret = randomBytes(32);
  return {
    refreshToken: write(sessionId, secret),
    state: { refreshHash: sha256(secret), previousHash: null, refreshSalt: null },
  };
}

export function parseToken(text: string): { sessionId: string; secret: Buffer } | undefined {
  const [, sessionId, secret] = tokenShape.exec(text) ?? [];
  return sessionId && secret ? { sessionId, secret: Buffer.from(secret, 'base64url') } : undefined;
}

/** Whether a secret is the one that counts, the one before it, or neither. */
export function judge(secret: Buffer, { refreshHash, previousHash }: RefreshState): 'current' | 'previous' | 'neither' {
  const hashed = sha256(secret);
  if (timingSafeEqual(hashed, refreshHash)) return 'current';
  return previousHash && timingSafeEqual(hashed, previousHash) ? 'previous' : 'neither';
}

/** The token that replaces the current one. */
export function rotate(sessionId: string, secret: Buffer): { refreshToken: string; state: RefreshState } {
  const refreshSalt = randomBytes(32);
  const next = successor(secret, refreshSalt);
  return {
    refreshToken: write(sessionId, next),
    state: { refreshHash: sha256(next), previousHash: sha256(secret), refreshSalt },
  };
}

/** The token that has replaced the previous one, told once more to who holds that; undefined where it was not made of it. */
export function repeat(sessionId: string, previous: Buffer, { refreshSalt }: RefreshState): string | undefined {
  return refreshSalt ? write(sessionId, successor(previous, refreshSalt)) : undefined;
}

const successor = (secret: Buffer, salt: Uint8Array): Buffer => createHmac('sha256', salt).update(secret).digest();
const write = (sessionId: string, secret: Buffer): string => `${sessionId}.${secret.toString('base64url')}`;
const sha256 = (secret: Buffer): Bytes => hash('sha256', secret, 'buffer');
