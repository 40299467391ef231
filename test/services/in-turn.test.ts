// Work in turn: one after the other for each key, whatever fails.

import { expect, test } from 'vitest';
import { inTurn } from '../../src/services/in-turn.ts';

test('[H6] work of one key never overlaps, that of others does, and a failure is its own', async () => {
  const run = inTurn();
  let [within, most, both] = [0, 0, 0];
  const order: number[] = [];
  const work = (n: number) => async (): Promise<number> => {
    within++;
    most = Math.max(most, within);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(n);
    within--;
    if (n === 3) throw new Error('three');
    return n;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => run('a', work(n))));
  expect(results.map(({ status }) => status)).toEqual([...Array<string>(3).fill('fulfilled'), 'rejected', 'fulfilled']);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(1);

  // Each waits until the other has begun.
  const meeting = async (): Promise<void> => {
    both++;
    while (both < 2) await new Promise((resolve) => setImmediate(resolve));
  };
  await Promise.all([run('a', meeting), run('b', meeting)]);
});
