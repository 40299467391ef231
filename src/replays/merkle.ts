// The Merkle tree of RFC 6962 (section 2.1; verification as in RFC 9162, sections 2.1.3.2 and 2.1.4.2): one hash for a
// list, short proofs that an element is in it, and that a longer list only adds to a shorter one. Sizes below 2^32.

import type { Sha256 } from '../games/kit/index.ts';
import { concat, sameBytes } from './bytes.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (leaf: Uint8Array, sha256: Sha256): Uint8Array => sha256(concat([LEAF, leaf]));

const nodeHash = (left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concat([NODE, left, right]));

/** A tree that grows leaf by leaf and keeps no more than one hash per level. */
export class MerkleTree {
  #sha256: Sha256;
  /** Roots of the perfect subtrees that make up the tree, the largest first. */
  #peaks: Uint8Array[] = [];
  #size = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    let hash = leafHash(leaf, this.#sha256);
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
      hash = nodeHash(this.#peaks.pop()!, hash, this.#sha256);
    }
    this.#peaks.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    if (this.#size === 0) return this.#sha256(new Uint8Array());
    return this.#peaks.reduceRight((right, left) => nodeHash(left, right, this.#sha256));
  }
}

/** The hashes that lead from a leaf to the root. `leaves` are leaf hashes. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, sha256: Sha256): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index, sha256), treeHash(right, sha256)]
    : [...inclusionProof(right, index - split, sha256), treeHash(left, sha256)];
}

/** The hashes that show that the tree of the first `size` leaves (1 or more) is the beginning of the whole. */
export function consistencyProof(leaves: readonly Uint8Array[], size: number, sha256: Sha256): Uint8Array[] {
  return subproof(leaves, size, true, sha256);
}

/** `known`: whether the verifier has this subtree's hash, as the older root. */
function subproof(leaves: readonly Uint8Array[], size: number, known: boolean, sha256: Sha256): Uint8Array[] {
  if (size === leaves.length) return known ? [] : [treeHash(leaves, sha256)];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(left, size, known, sha256), treeHash(right, sha256)]
    : [...subproof(right, size - split, false, sha256), treeHash(left, sha256)];
}

/** Where a tree stands in a proof: how many leaves it has, and its root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the proof shows that the leaf of this hash is number `index` of the tree. */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  { size, root }: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (index < 0 || index >= size || leaf.length !== 32) return false;
  const path = new Path(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (path.atRoot) return false;
    hash = path.climb() === 'from the right' ? nodeHash(sibling, hash, sha256) : nodeHash(hash, sibling, sha256);
  }
  return path.atRoot && sameBytes(hash, root);
}

/** Whether the proof shows that the newer tree begins with the older one, which has a leaf or more. */
export function provesConsistency(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  if (older.size < 1 || older.size > newer.size || proof.length === 0) return false;
  // A perfect older tree is a subtree of the newer one: its root is left out of the proof.
  const perfect = (older.size & (older.size - 1)) === 0;
  const [first, ...rest] = perfect ? [older.root, ...proof] : proof;
  const path = new Path(older.size - 1, newer.size - 1);
  path.skipRightEdges();
  let [olderHash, newerHash] = [first!, first!];
  for (const sibling of rest) {
    if (path.atRoot) return false;
    if (path.climb() === 'from the right') {
      olderHash = nodeHash(sibling, olderHash, sha256);
      newerHash = nodeHash(sibling, newerHash, sha256);
    } else newerHash = nodeHash(newerHash, sibling, sha256);
  }
  return path.atRoot && sameBytes(olderHash, older.root) && sameBytes(newerHash, newer.root);
}

/** The way up from a node to the root: its index and the last one's, level by level (`fn` and `sn` of RFC 9162). */
class Path {
  #index: number;
  #last: number;

  constructor(index: number, last: number) {
    this.#index = index;
    this.#last = last;
  }

  get atRoot(): boolean {
    return this.#last === 0;
  }

  /** Goes up to the next node that has a sibling's hash in the proof, and tells on which side it was met. */
  climb(): 'from the left' | 'from the right' {
    const fromTheRight = this.#index % 2 === 1 || this.#index === this.#last;
    // The last node of a level without a sibling is the node above it.
    if (fromTheRight) while (this.#index % 2 === 0 && this.#index !== 0) this.#up();
    this.#up();
    return fromTheRight ? 'from the right' : 'from the left';
  }

  skipRightEdges(): void {
    while (this.#index % 2 === 1) this.#up();
  }

  #up(): void {
    this.#index >>>= 1;
    this.#last >>>= 1;
  }
}

function treeHash(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(treeHash(leaves.slice(0, split), sha256), treeHash(leaves.slice(split), sha256), sha256);
}

/** The largest power of two below `size`, for sizes above 1. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
