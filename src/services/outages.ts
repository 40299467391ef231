// PostgreSQL is away for a moment, and what must be written waits for it.

import { setTimeout as sleep } from 'node:timers/promises';

const retryDelayMs = 250;

/**
 * Does a piece of work on PostgreSQL, and again for as long as that is away: it rejects only what PostgreSQL says can't be
 * done. A try may follow one that did arrive.
 */
export async function throughOutages<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await sleep(retryDelayMs);
    }
  }
}

/**
 * Whether an error says that PostgreSQL is away, not that it refuses: no SQLSTATE, or class 08, 53 or 57; class 40, where
 * it has taken back what was done at the same time as something else; 25006, of a standby that is yet to take over.
 */
function isOutage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|53|57|25006)/.test(code);
}
