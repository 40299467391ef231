// Judges a log by its signed head: whether one of the known keys vouches for it, and for just these entries.

import type { Sha256 } from '../games/kit/index.ts';
import { sameBytes } from './bytes.ts';
import type { StoredLog } from './log-file.ts';
import { MerkleTree } from './merkle.ts';
import { itemsOf } from './msgpack-items.ts';
import { isSignedBy, type LogHead, readHead, type VerifyEd25519 } from './signed-head.ts';
import type { Fault, SignatureState } from './verdict.ts';

/** Whom to believe: public keys (32 bytes) by their key ids, whose owners may all have signed. */
export interface Trust {
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly verifyEd25519: VerifyEd25519;
}

export interface Seal {
  readonly signature: SignatureState;
  readonly keyId?: string | undefined;
  readonly fault?: Fault | undefined;
}

/** `trust` undefined: the signature is not checked, and none is demanded; what the head says is. */
export function checkSeal(
  { chunks, head }: StoredLog,
  matchId: string,
  trust: Trust | undefined,
  sha256: Sha256,
): Seal {
  if (!head) {
    return { signature: 'missing', ...(trust && { fault: atHead('the log has no signed head') }) };
  }
  let said: LogHead;
  try {
    said = readHead(head);
  } catch (error) {
    return { signature: 'wrong', fault: atHead((error as Error).message) };
  }
  const { keyId } = said;
  if (trust) {
    const key = trust.keys.get(keyId);
    if (!key) return { signature: 'unknown_key', keyId, fault: atHead(`the log's key ${keyId} is not known here`) };
    if (!isSignedBy(key, head, trust.verifyEd25519)) {
      const what = `the head was changed, or is not by the owner of key ${keyId}: its signature is wrong`;
      return { signature: 'wrong', keyId, fault: atHead(what) };
    }
  }
  return { signature: trust ? 'valid' : 'not_checked', keyId, fault: contradiction(said, chunks, matchId, sha256) };
}

const atHead = (what: string): Fault => ({ what, place: { part: 'head' } });

/** Where the log is not the one that its head speaks of. */
function contradiction(
  { matchId, leaves, root, chainHash }: LogHead,
  chunks: StoredLog['chunks'],
  ownMatchId: string,
  sha256: Sha256,
): Fault | undefined {
  const tree = new MerkleTree(sha256);
  for (const { bytes } of chunks) for (const item of itemsOf(bytes)) tree.append(item);
  const inLog = (what: string): Fault => ({ what, place: { part: 'log' } });
  if (matchId !== ownMatchId) return inLog(`the head is that of match ${matchId}, the log that of ${ownMatchId}`);
  if (leaves !== tree.size) {
    return inLog(`the log holds ${tree.size - 1} entries, and its head speaks of ${leaves - 1}`);
  }
  if (!sameBytes(root, tree.root())) return inLog('the entries are not those that were signed');
  if (!sameBytes(chainHash, chunks.at(-1)!.hash)) return inLog('the entries were signed in other chunks');
  return undefined;
}
