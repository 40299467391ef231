// The Merkle tree against the published vectors of Certificate Transparency (transparency-dev/merkle,
// proof/verify_test.go, data only), and by its own laws.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/replays/bytes.ts';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  MerkleTree,
  provesConsistency,
  provesInclusion,
  type TreeHead,
} from '../../src/replays/merkle.ts';
import { sha256 } from '../../src/services/sha256.ts';

const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const leaves = data.map((hex) => leafHash(fromHex(hex), sha256));

/** By tree size, from the empty tree on. */
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const n = {
  a: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  b: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  e: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  g: 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  ab: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  cd: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  ef: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  gh: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  abcd: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  efgh: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
};
const inclusions: [index: number, size: number, proof: string[]][] = [
  [0, 1, []],
  [0, 8, [n.b, n.cd, n.efgh]],
  [5, 8, [n.e, n.gh, n.abcd]],
  [2, 3, [n.ab]],
  [1, 5, [n.a, n.cd, n.e]],
];
const consistencies: [size: number, newer: number, proof: string[]][] = [
  [1, 1, []],
  [1, 8, [n.b, n.cd, n.efgh]],
  [6, 8, [n.ef, n.gh, n.abcd]],
  [2, 5, [n.cd, n.e]],
  [6, 7, [n.ef, n.g, n.abcd]],
];

const headOf = (size: number): TreeHead => ({ size, root: fromHex(roots[size]!) });
const some = fromHex('abacaba000000000000000000000000000000000000000000060061e00123456');
const empty = fromHex(roots[0]!);

/** A proof with something wrong in it, in every way that transparency-dev/merkle tries. */
function corrupted(proof: readonly Uint8Array[], ...roots: Uint8Array[]): Uint8Array[][] {
  const flipped = proof.map((hash, i) =>
    proof.with(
      i,
      Uint8Array.from(hash, (byte, at) => (at ? byte : byte ^ 8)),
    ),
  );
  const garbage = [new Uint8Array(), ...roots, ...proof.slice(0, 1)];
  const longer = garbage.flatMap((hash) => [
    [...proof, hash],
    [hash, ...proof],
  ]);
  return [
    ...flipped,
    ...longer,
    ...(proof.length > 0 ? [proof.slice(0, -1), [proof[0]!, some, ...proof.slice(1)]] : []),
  ];
}

describe('[L2] the published vectors', () => {
  test('roots of every size', () => {
    const tree = new MerkleTree(sha256);
    expect(toHex(tree.root())).toBe(roots[0]);
    for (const [i, hex] of data.entries()) {
      tree.append(fromHex(hex));
      expect(toHex(tree.root())).toBe(roots[i + 1]);
      expect(tree.size).toBe(i + 1);
    }
  });

  test.each(inclusions)('leaf %i is in the tree of %i, and nothing else is proved by that', (index, size, hex) => {
    const proof = hex.map(fromHex);
    const [leaf, tree] = [leaves[index]!, headOf(size)];
    expect(inclusionProof(leaves.slice(0, size), index, sha256).map(toHex)).toEqual(hex);
    expect(provesInclusion(leaf, index, tree, proof, sha256)).toBe(true);
    for (const other of [index - 1, index + 1, index ^ 2])
      expect(provesInclusion(leaf, other, tree, proof, sha256)).toBe(false);
    for (const other of [size * 2, size >> 1])
      expect(provesInclusion(leaf, index, { ...tree, size: other }, proof, sha256), `size ${other}`).toBe(false);
    for (const root of [empty, some, new Uint8Array()])
      expect(provesInclusion(leaf, index, { size, root }, proof, sha256)).toBe(false);
    for (const other of [some, new Uint8Array()]) {
      expect(provesInclusion(other, index, tree, proof, sha256)).toBe(false);
      expect(provesInclusion(other, index, { size, root: new Uint8Array() }, proof, sha256)).toBe(false);
    }
    for (const wrong of corrupted(proof, tree.root))
      expect(provesInclusion(leaf, index, tree, wrong, sha256)).toBe(false);
  });

  test.each(consistencies)('the tree of %i is the beginning of that of %i, and of no other', (size, newer, hex) => {
    const proof = hex.map(fromHex);
    const [one, two] = [headOf(size), headOf(newer)];
    const proves = (a: TreeHead, b: TreeHead, by = proof): boolean => provesConsistency(a, b, by, sha256);
    expect(consistencyProof(leaves.slice(0, newer), size, sha256).map(toHex)).toEqual(hex);
    expect(proves(one, two)).toBe(true);
    for (const other of [size - 1, size + 1, size ^ 2]) expect(proves({ ...one, size: other }, two)).toBe(false);
    for (const other of [newer * 2, newer >> 1]) expect(proves(one, { ...two, size: other })).toBe(false);
    for (const root of [some, new Uint8Array()]) {
      expect(proves({ size, root }, two)).toBe(false);
      expect(proves(one, { size: newer, root })).toBe(false);
    }
    if (size !== newer) expect(proves({ ...one, root: two.root }, { ...two, root: one.root })).toBe(false);
    if (size !== newer) expect(proves(one, two, [])).toBe(false);
    for (const wrong of corrupted(proof, one.root, two.root)) expect(proves(one, two, wrong)).toBe(false);
  });

  test('trees do not go back in time, and equal sizes have equal roots', () => {
    const [root, other] = [some, empty];
    expect(provesConsistency({ size: 0, root }, { size: 0, root }, [], sha256)).toBe(true);
    for (const [one, two] of [
      [1, 0],
      [2, 1],
      [1, 2],
    ] as const)
      expect(provesConsistency({ size: one, root }, { size: two, root }, [], sha256)).toBe(false);
    for (const size of [0, 1]) {
      expect(provesConsistency({ size, root }, { size, root: other }, [], sha256)).toBe(false);
      expect(provesConsistency({ size, root }, { size, root }, [root], sha256)).toBe(false);
    }
  });
});

describe('[L2] the laws of the tree', () => {
  const list = fc.array(fc.uint8Array({ maxLength: 5 }), { minLength: 1, maxLength: 70 });
  const treeOf = (items: readonly Uint8Array[]): TreeHead => {
    const tree = new MerkleTree(sha256);
    for (const item of items) tree.append(item);
    return { size: tree.size, root: tree.root() };
  };

  test('a proof shows its own leaf in its own place, and no other content', () => {
    fc.assert(
      fc.property(list, fc.nat(), fc.uint8Array({ maxLength: 5 }), (items, at, other) => {
        const index = at % items.length;
        const hashes = items.map((item) => leafHash(item, sha256));
        const proof = inclusionProof(hashes, index, sha256);
        expect(provesInclusion(hashes[index]!, index, treeOf(items), proof, sha256)).toBe(true);
        const isSame = toHex(other) === toHex(items[index]!);
        expect(provesInclusion(leafHash(other, sha256), index, treeOf(items), proof, sha256)).toBe(isSame);
      }),
    );
  });

  test('every beginning is consistent with the whole, and a changed past is not', () => {
    fc.assert(
      fc.property(list, fc.nat(), fc.nat(), (items, cut, at) => {
        const size = 1 + (cut % items.length);
        const proof = consistencyProof(
          items.map((item) => leafHash(item, sha256)),
          size,
          sha256,
        );
        const past = items.slice(0, size);
        expect(provesConsistency(treeOf(past), treeOf(items), proof, sha256)).toBe(true);
        const changed = past.with(at % size, Uint8Array.of(1, 2, 3, 4, 5, 6));
        expect(provesConsistency(treeOf(changed), treeOf(items), proof, sha256)).toBe(false);
      }),
    );
  });
});
