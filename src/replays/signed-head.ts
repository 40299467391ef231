// What a finished log is signed by: how many leaves it has, their Merkle root and the last chunk's hash, in fixed bytes
// under an Ed25519 signature. Who holds the key vouches for every bit of the log. docs/log-format.md has the bytes.

import { concat, fromHex, sameBytes, toHex } from './bytes.ts';

export interface LogHead {
  /** The first 8 bytes of the public key's SHA-256, in hexadecimal. */
  readonly keyId: string;
  /** A UUID. */
  readonly matchId: string;
  /** Leaves of the tree: the header and each entry. */
  readonly leaves: number;
  readonly root: Uint8Array;
  /** The hash of the last chunk. */
  readonly chainHash: Uint8Array;
}

/** What signs: a key by its id. */
export interface Signer {
  readonly keyId: string;
  sign(message: Uint8Array): Uint8Array;
}

/** Ed25519 verification, passed in so that pure code runs in Node and in a browser alike. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Names the format, so that a signature of it is a signature of nothing else. */
const MAGIC = new TextEncoder().encode('ARBITER HEAD 1\n');
const SIGNATURE_LENGTH = 64;
const HEAD_LENGTH = MAGIC.length + 8 + 16 + 4 + 32 + 32;

/** Length of a head with its signature. */
export const SIGNED_HEAD_LENGTH = HEAD_LENGTH + SIGNATURE_LENGTH;

/** The head's bytes, then its signature. */
export function signHead(head: Omit<LogHead, 'keyId'>, { keyId, sign }: Signer): Uint8Array {
  const bytes = encodeHead({ ...head, keyId });
  return concat([bytes, sign(bytes)]);
}

/** Reads a head without a look at its signature. Throws when it is none. */
export function readHead(signed: Uint8Array): LogHead {
  if (signed.length !== SIGNED_HEAD_LENGTH || !sameBytes(signed.subarray(0, MAGIC.length), MAGIC)) {
    throw new Error('what follows the last chunk is not a signed head');
  }
  let at = MAGIC.length;
  const take = (length: number): Uint8Array => Uint8Array.from(signed.subarray(at, (at += length)));
  const keyId = toHex(take(8));
  const matchId = toHex(take(16)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const leaves = new DataView(take(4).buffer).getUint32(0);
  return { keyId, matchId, leaves, root: take(32), chainHash: take(32) };
}

/** Whether a head carries this key's signature. */
export function isSignedBy(publicKey: Uint8Array, signed: Uint8Array, verifyEd25519: VerifyEd25519): boolean {
  return verifyEd25519(publicKey, signed.subarray(0, HEAD_LENGTH), signed.subarray(HEAD_LENGTH));
}

function encodeHead({ keyId, matchId, leaves, root, chainHash }: LogHead): Uint8Array {
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, leaves);
  const bytes = concat([MAGIC, fromHex(keyId), fromHex(matchId.replaceAll('-', '')), count, root, chainHash]);
  if (bytes.length !== HEAD_LENGTH) throw new Error(`a head can't be made for match "${matchId}" and key "${keyId}"`);
  return bytes;
}
