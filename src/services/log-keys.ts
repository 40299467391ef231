// The public keys that logs were ever signed by, so that old logs can still be checked when the key has changed. A key
// comes in with the first match that it signs (see matches.ts) and stays.

import type { Database } from '../db/client.ts';
import type { LogSigner } from './ed25519.ts';

/** A public key as RFC 8037 writes it. */
interface LogKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly alg: 'EdDSA';
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
}

export interface LogKeys {
  /** This server's own key, then those before it. */
  list(): Promise<LogKey[]>;
}

export function openLogKeys(db: Database, { keyId, publicKey }: LogSigner): LogKeys {
  return {
    async list() {
      const stored = await db.prisma.logKey.findMany({ where: { id: { not: keyId } }, orderBy: { createdAt: 'desc' } });
      return [{ id: keyId, publicKey }, ...stored].map((key) => ({
        ...({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' } as const),
        kid: key.id,
        x: Buffer.from(key.publicKey).toString('base64url'),
      }));
    },
  };
}
