// `http_ece` has no types of its own.
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';
  /** `authSecret` in base64url. */
  export function decrypt(body: Buffer, keys: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer;
}
