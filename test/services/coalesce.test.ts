// Batches: nobody is forgotten, nobody waits for more than two runs, a failure is its batch's own.

import { expect, test } from 'vitest';
import { coalesce } from '../../src/services/coalesce.ts';

test('[P1] what is asked for during a run is the next run, and a failed run fails its own', async () => {
  const runs: (readonly number[])[] = [];
  const waiting: (() => void)[] = [];
  const ask = coalesce(async (keys: readonly number[]) => {
    runs.push([...keys]);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (keys.includes(3)) throw new Error('not three');
    return keys.length;
  });
  const first = ask(1);
  await expect.poll(() => waiting.length).toBe(1);
  const second = [ask(2), ask(3)];
  waiting[0]!();
  expect(await first).toBe(1);
  await expect.poll(() => waiting.length).toBe(2);
  const third = ask(4);
  waiting[1]!();
  for (const result of await Promise.allSettled(second)) expect(result.status).toBe('rejected');
  await expect.poll(() => waiting.length).toBe(3);
  waiting[2]!();
  expect(await third).toBe(1);
  expect(runs).toEqual([[1], [2, 3], [4]]);
});
