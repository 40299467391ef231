// E-mail addresses at rest: encrypted with AES-256-GCM, and found by a keyed hash (a "blind index"), so that neither a
// copy of the database nor a guess at an address tells anything without the key.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { toHex } from '../../replays/bytes.ts';

/** An address as the database keeps it. */
interface SealedEmail {
  /** Nonce (12 bytes), tag (16), ciphertext. */
  readonly email: Buffer<ArrayBuffer>;
  /** Names the key. */
  readonly emailKey: string;
  readonly emailIndex: Buffer<ArrayBuffer>;
}

export interface EmailSeal {
  /** The key that seals now. */
  readonly keyId: string;
  seal(playerId: string, email: string): SealedEmail;
  /** Throws when the key is not known any more, or the row was tampered with. */
  open(playerId: string, sealed: { readonly email: Uint8Array; readonly emailKey: string }): string;
  /** The address' hash under each known key, the current one first. */
  indexes(email: string): Buffer<ArrayBuffer>[];
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param keys 32 bytes each, in base64url: the first seals, all open. */
export function openEmailSeal(keys: readonly [string, ...string[]]): EmailSeal {
  const all = keys.map(deriveKeys);
  const current = all[0]!;
  return {
    keyId: current.id,
    seal(playerId, email) {
      const nonce = randomBytes(nonceBytes);
      // Bound to its player: a ciphertext that is moved to another row does not open.
      const cipher = createCipheriv('aes-256-gcm', current.encryption, nonce).setAAD(Buffer.from(playerId));
      const text = Buffer.concat([cipher.update(email, 'utf8'), cipher.final()]);
      return {
        email: Buffer.concat([nonce, cipher.getAuthTag(), text]),
        emailKey: current.id,
        emailIndex: indexOf(email, current),
      };
    },
    open(playerId, { email, emailKey }) {
      const key = all.find(({ id }) => id === emailKey);
      if (!key) throw new Error(`an e-mail address needs key ${emailKey}: name it in DATA_KEYS_OLD`);
      const nonce = email.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key.encryption, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(playerId))
        .setAuthTag(email.subarray(nonceBytes, nonceBytes + tagBytes));
      return decipher.update(email.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    },
    indexes: (email) => all.map((key) => indexOf(email, key)),
  };
}

interface DerivedKeys {
  readonly id: string;
  readonly encryption: Buffer;
  readonly index: Buffer;
}

/** One key in the environment, one for each use. */
function deriveKeys(key: string): DerivedKeys {
  const derive = (use: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), '', `arbiter ${use}`, length));
  return {
    id: toHex(derive('key id', 8)),
    encryption: derive('e-mail encryption', 32),
    index: derive('e-mail index', 32),
  };
}

/** How a row names its key. */
export const keyIdOf = (key: string): string => deriveKeys(key).id;

const indexOf = (email: string, { index }: DerivedKeys): Buffer<ArrayBuffer> =>
  createHmac('sha256', index).update(normalise(email)).digest();

/** DECISION: upper and lower case are one address, before the @ as well: so every mail host of today sees it. */
const normalise = (email: string): string => email.trim().normalize('NFC').toLowerCase();
