// What is done again and again: how it fails, ends, and goes on.

import { expect, onTestFinished, test } from 'vitest';
import { repeat } from '../../src/services/repeat.ts';

/** Longer than any test. */
const neverMs = 2 ** 30;

test('what fails again and again is told once, until it has worked in between', async () => {
  const told: string[] = [];
  // What each round does: fail with this message, or work.
  const rounds = ['away', 'away', 'away', undefined, 'away', 'starting up', 'starting up', 'away', undefined];
  let round = 0;
  const work = async (): Promise<void> => {
    const message = rounds[round++];
    if (message !== undefined) throw new Error(message);
  };
  const { stop } = repeat(1, work, ({ message }) => told.push(message));
  onTestFinished(stop);
  await expect.poll(() => round).toBeGreaterThan(rounds.length);
  expect(told).toEqual(['away', 'away', 'starting up', 'away']);
});

test('while there is more, there is no pause', async () => {
  let left = 100;
  const { stop } = repeat(
    neverMs,
    async () => --left > 0,
    () => undefined,
  );
  await expect.poll(() => left).toBe(0);
  await stop();
  expect(left).toBe(0);
});

test('the end does not wait for a pause, but for the work that is under way', async () => {
  let finish = (): void => undefined;
  let begun = 0;
  const work = (): Promise<void> => {
    begun += 1;
    return new Promise((resolve) => (finish = resolve));
  };
  const pausing = repeat(
    neverMs,
    async () => undefined,
    () => undefined,
  );
  await pausing.stop();

  const working = repeat(1, work, () => undefined);
  let ended = false;
  const end = working.stop().then(() => (ended = true));
  // As far as anything gets that waits for nothing else.
  await new Promise((resolve) => setImmediate(resolve));
  expect([begun, ended]).toEqual([1, false]);
  finish();
  await end;
  expect(begun).toBe(1);
});
