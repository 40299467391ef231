// The day that a test runs on, for tests of what is counted day by day.

import { setTimeout as sleep } from 'node:timers/promises';

const dayMs = 86_400_000;
/** What is tested is over by then. */
const longestMs = 120_000;

/** In UTC, as YYYY-MM-DD. Where it is about to end, the next one is waited for: two days would be counted. */
export async function dayOfTest(): Promise<string> {
  const restMs = dayMs - (Date.now() % dayMs);
  if (restMs < longestMs) await sleep(restMs);
  return new Date().toISOString().slice(0, 10);
}
