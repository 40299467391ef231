// All that Web Push needs of secrets, out of one key, a P-256 private key: what this server proves to push services that
// it is the one whom a browser let in (VAPID, RFC 8292), and what its subscriptions are encrypted with at rest.

import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  createPrivateKey,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { z } from 'zod';

/** What a browser gives away so that it can be reached: whoever knows it knows the browser. */
const subscription = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });
export type Subscription = z.infer<typeof subscription>;

export interface PushKeys {
  /** Uncompressed, in base64url: what a page subscribes with (`applicationServerKey`). */
  readonly publicKey: string;
  /** The Authorization header for a push service of this origin. */
  authorize(origin: string): string;
  /** The endpoint's keyed hash, by which its row is found. */
  indexOf(endpoint: string): Buffer<ArrayBuffer>;
  seal(subscription: Subscription): Buffer<ArrayBuffer>;
  /** Undefined where another key has sealed it, or none of ours. */
  open(endpointIndex: Uint8Array, sealed: Uint8Array): Subscription | undefined;
}

const tokenSeconds = 12 * 3600;
const [nonceBytes, tagBytes] = [12, 16];

/**
 * DECISION: sealed with this key, and not with DATA_KEY: when this one changes, push services take nothing more for the
 * subscriptions of the one before, so there is nothing to seal anew.
 *
 * @param key The private scalar, 32 bytes in base64url. @param contact mailto: or https:, for the push services' people.
 */
export function openPushKeys(key: string, contact: string): PushKeys {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(key, 'base64url');
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) => each.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: key };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = point.toString('base64url');
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), '', `arbiter ${use}`, 32));
  const [encryption, index] = [derive('push subscription encryption'), derive('push subscription index')];
  const indexOf = (endpoint: string): Buffer<ArrayBuffer> => createHmac('sha256', index).update(endpoint).digest();

  return {
    publicKey,
    /** By hand: what encrypts for us signs for https alone, and a service that the operator names may have none. */
    authorize(origin) {
      const exp = Math.floor(Date.now() / 1000) + tokenSeconds;
      const token = [
        { typ: 'JWT', alg: 'ES256' },
        { aud: origin, exp, sub: contact },
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const signature = sign('sha256', Buffer.from(token), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `vapid t=${token}.${signature.toString('base64url')}, k=${publicKey}`;
    },
    indexOf,
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      // Bound to its row: a ciphertext that is moved to another one does not open.
      const cipher = createCipheriv('aes-256-gcm', encryption, nonce).setAAD(indexOf(plain.endpoint));
      const text = Buffer.concat([cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(endpointIndex, sealed) {
      try {
        const textAt = nonceBytes + tagBytes;
        const decipher = createDecipheriv('aes-256-gcm', encryption, sealed.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(endpointIndex)
          .setAuthTag(sealed.subarray(nonceBytes, textAt));
        const text = decipher.update(sealed.subarray(textAt), undefined, 'utf8') + decipher.final('utf8');
        return subscription.parse(JSON.parse(text));
      } catch {
        return undefined;
      }
    },
  };
}
