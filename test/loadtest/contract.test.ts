// A short walk over every operation, as `npm run contract` takes a long one.

import { expect, onTestFinished, test } from 'vitest';
import { pushService } from '../../loadtest/contract/stock.ts';
import { walk } from '../../loadtest/contract/walk.ts';
import { startServer } from '../support/server.ts';

test('[H8] every operation answers anybody and anything as documented, and never with a fault of its own', async () => {
  const server = await startServer({ PUSH_SERVICES: pushService });
  onTestFinished(async () => void (await server.stop()));
  const { endpoint, databaseUrl } = server;
  const result = await walk({ endpoint, databaseUrl, seed: 20, runs: 1, progress: () => undefined });
  expect(result.faults).toEqual([]);
  expect(result.operations).toBeGreaterThan(35);
  expect(result.requests).toBe(result.operations * 5 * 3);
  // All but a few, for which chance may be against it, have done what they are for, for somebody.
  expect(result.unreached.length, result.unreached.join(', ')).toBeLessThan(5);
}, 240_000);
