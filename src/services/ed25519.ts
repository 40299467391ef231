// Ed25519 in Node: keys out of 32-byte seeds, and what is passed into the pure parts of the house.

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { toHex } from '../replays/bytes.ts';
import type { Signer, VerifyEd25519 } from '../replays/signed-head.ts';
import { sha256 } from './sha256.ts';

/** @param seed 32 bytes in base64url. */
export function privateKeyOf(seed: string): KeyObject {
  return createPrivateKey({
    // RFC 8410: the fixed PKCS #8 prefix of an Ed25519 key, then its 32 bytes.
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });
}

export interface LogSigner extends Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** @param seed 32 bytes in base64url. */
export function signerOf(seed: string): LogSigner {
  const privateKey = privateKeyOf(seed);
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
  return { publicKey, keyId: keyIdOf(publicKey), sign: (message) => sign(null, message, privateKey) };
}

export function keyIdOf(publicKey: Uint8Array): string {
  return toHex(sha256(publicKey).subarray(0, 8));
}

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  verify(null, message, publicKeyOf(Buffer.from(publicKey).toString('base64url')), signature);

/** The one that was asked for last: one server's logs are usually signed by one key. */
let last: { readonly x: string; readonly key: KeyObject } | undefined;

function publicKeyOf(x: string): KeyObject {
  if (last?.x !== x) last = { x, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) };
  return last.key;
}
