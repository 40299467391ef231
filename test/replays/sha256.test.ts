// SHA-256 without node:crypto, held to the standard's own examples and to node:crypto.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/replays/bytes.ts';
import { sha256 } from '../../src/replays/sha256.ts';

const text = (message: string): Uint8Array => new TextEncoder().encode(message);
const byNode = (message: Uint8Array): string => createHash('sha256').update(message).digest('hex');

describe('[G2] SHA-256 in pure code', () => {
  // FIPS 180-2, appendix B, and the empty message of NIST's CAVP vectors.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('hashes the example %$ of the standard', (message, hash) => {
    expect(toHex(sha256(text(message)))).toBe(hash);
  });

  test('agrees with node:crypto at every length around the padding', () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 151 + length) & 255);
      expect(toHex(sha256(message)), `length ${length}`).toBe(byNode(message));
    }
  });

  test('agrees with node:crypto on anything, also on a part of a larger buffer', () => {
    const bytes = fc.uint8Array({ maxLength: 2_000, size: 'max' });
    fc.assert(
      fc.property(bytes, fc.nat({ max: 100 }), (whole, from) => {
        const message = whole.subarray(from);
        expect(toHex(sha256(message))).toBe(byNode(message));
      }),
    );
  });
});
