// Finds where a log's bytes were changed: the first chunk whose hash is not its own, or the head behind the last one.

import type { Sha256 } from '../games/kit/index.ts';
import { sameBytes } from './bytes.ts';
import { type Chunk, chain, firstBrokenChunk } from './chain.ts';
import { decodeChunk } from './log-codec.ts';
import type { LogFile } from './log-file.ts';
import { itemsOf } from './msgpack-items.ts';
import { readHead } from './signed-head.ts';
import type { Fault } from './verdict.ts';

/** Undefined when every chunk is the one that was chained and the file can be read to its end. */
export function findDamage({ chunks, head, damage }: LogFile, sha256: Sha256): Fault | undefined {
  if (damage === 'magic') {
    return { what: 'this is not an Arbiter log file: it does not begin as one', place: { part: 'magic' } };
  }
  const at = firstBrokenChunk(chunks, sha256) ?? (damage && chunks.length);
  if (at === undefined) return undefined;
  // Behind its end a log has nothing but its head, however the bytes there read now.
  if (isEnd(chunks[at - 1])) return { what: 'what follows the last chunk was changed', place: { part: 'head' } };
  const broken = chunks[at];
  if (!broken) return { what: `the file is cut short in chunk ${at}`, place: { part: 'chunk', chunk: at } };
  if (onlyHashDiffers(chunks, at, head, sha256)) {
    return { what: `the hash of chunk ${at} was changed, its entries were not`, place: { part: 'chunk', chunk: at } };
  }
  const entries = damage ? undefined : entriesIn(chunks, at, head);
  return {
    what: `chunk ${at} was changed: its hash is not its own`,
    place: { part: 'chunk', chunk: at, ...(entries && { entries }) },
  };
}

function isEnd(chunk: Chunk | undefined): boolean {
  const last = chunk && attempt(() => itemsOf(chunk.bytes).at(-1));
  return last !== undefined && attempt(() => decodeChunk(last, {})[0]?.kind) === 'end';
}

/** Whether what follows was chained to the hash that the chunk's bytes have, and not to the one beside them. */
function onlyHashDiffers(chunks: readonly Chunk[], at: number, head: Uint8Array | undefined, sha256: Sha256): boolean {
  const { hash } = chain(chunks[at - 1]?.hash, chunks[at]!.bytes, sha256);
  const next = chunks[at + 1];
  if (next) return sameBytes(chain(hash, next.bytes, sha256).hash, next.hash);
  return head !== undefined && sameBytes(attempt(() => readHead(head).chainHash) ?? hash.slice(1), hash);
}

/** The entries that a chunk held, told from what is around it: the signed number of all, less the others. */
function entriesIn(
  chunks: readonly Chunk[],
  at: number,
  head: Uint8Array | undefined,
): readonly [number, number] | undefined {
  return attempt(() => {
    const count = (some: readonly Chunk[]): number => some.reduce((sum, { bytes }) => sum + itemsOf(bytes).length, 0);
    // Leaf 0 is the header, so that entry n is leaf n.
    const first = count(chunks.slice(0, at));
    const leaves = head ? readHead(head).leaves : count(chunks);
    const last = leaves - 1 - count(chunks.slice(at + 1));
    return at > 0 && last >= first ? [first, last] : undefined;
  });
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
