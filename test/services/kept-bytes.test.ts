// What is kept in memory, and how much of it.

import { expect, test } from 'vitest';
import { keepBytes } from '../../src/services/kept-bytes.ts';

test('[H6] bytes are kept up to so many, those asked for last', () => {
  const kept = keepBytes(10);
  const [one, two, three] = [new Uint8Array(4), new Uint8Array(4), new Uint8Array(4)];
  kept.set('one', one);
  kept.set('two', two);
  kept.set('two', two);
  expect(kept.get('one')).toBe(one);
  kept.set('three', three);
  expect(['one', 'two', 'three'].map((key) => kept.get(key))).toEqual([one, undefined, three]);
  kept.set('large', new Uint8Array(11));
  expect(['one', 'three', 'large'].map((key) => kept.get(key))).toEqual([undefined, undefined, undefined]);
});
