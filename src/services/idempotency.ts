// Requests that are to be done once however often they are sent (draft-ietf-httpapi-idempotency-key-header): whoever
// comes first runs, and its answer is kept for a day and given to those who come again.

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Database } from '../db/client.ts';

export const keptHours = 24;
/** A request that has had no answer for so long will have none. */
const interruptedAfterSeconds = 60;

/** What is to be done once: the same key of the same caller is the same request, or a mistake. */
export interface OnceRequest {
  /** Chosen by the client, and hard to guess. */
  readonly key: string;
  readonly who: string;
  /** All that was asked, with the body. */
  readonly asked: string;
}

type Claim = { readonly is: 'ours' | 'running' | 'interrupted' | 'other-request' } | { readonly answer: string };

/**
 * DECISION: an answer may carry tokens, and a request a password. So answers are encrypted with the client's key, of which
 * only a hash is kept, and the request with which it came is a hash under that key: the table tells nobody anything.
 */
export function openIdempotency({ pool }: Database) {
  return {
    /** `ours`: to be done now, and then kept or let go. Else what has become of the first request. */
    async claim(request: OnceRequest): Promise<Claim> {
      const { id, fingerprint } = digestsOf(request);
      const { rowCount } = await pool.query(
        'INSERT INTO idempotent_requests (id, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [id, fingerprint],
      );
      if (rowCount === 1) return { is: 'ours' };
      const { rows } = await pool.query<{ fingerprint: Buffer; answer: Buffer | null; stale: boolean }>(
        `SELECT fingerprint, answer, created_at < now() - make_interval(secs => $2) AS stale
         FROM idempotent_requests WHERE id = $1`,
        [id, interruptedAfterSeconds],
      );
      const [first] = rows;
      if (!first) return { is: 'running' };
      if (!first.fingerprint.equals(fingerprint)) return { is: 'other-request' };
      if (first.answer) return { answer: unseal(request.key, id, first.answer) };
      return { is: first.stale ? 'interrupted' : 'running' };
    },

    /** Keeps the answer of a request that was ours. */
    async keep(request: OnceRequest, answer: string): Promise<void> {
      const { id } = digestsOf(request);
      await pool.query('UPDATE idempotent_requests SET answer = $2 WHERE id = $1', [id, seal(request.key, id, answer)]);
    },

    /** Lets it be tried again: nothing was done. */
    async letGo(request: OnceRequest): Promise<void> {
      const { id } = digestsOf(request);
      await pool.query('DELETE FROM idempotent_requests WHERE id = $1 AND answer IS NULL', [id]);
    },
  };
}

function digestsOf({ key, who, asked }: OnceRequest): { id: Buffer; fingerprint: Buffer } {
  return {
    id: createHash('sha256')
      .update(JSON.stringify([who, key]))
      .digest(),
    fingerprint: createHmac('sha256', key).update(asked).digest(),
  };
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const cipherKey = (key: string, id: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, id, 'arbiter idempotent answer', 32));

function seal(key: string, id: Buffer, text: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, cipherKey(key, id), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(key: string, id: Buffer, sealed: Buffer): string {
  const bodyAt = nonceBytes + tagBytes;
  const decipher = createDecipheriv(algorithm, cipherKey(key, id), sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(nonceBytes, bodyAt));
  return decipher.update(sealed.subarray(bodyAt), undefined, 'utf8') + decipher.final('utf8');
}
