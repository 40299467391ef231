// What tests of accounts share: services on a fresh database, and results without their refusals.

import { randomBytes, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openServices, type Services, type ServicesOptions } from '../../src/services/index.ts';
import { openRateLimits, type RateLimits, type RatePolicy, type Rates } from '../../src/services/rate-limits.ts';
import { inMemory } from '../../src/services/rate-limits/stores.ts';
import { Refused } from '../../src/services/refused.ts';
import type { SignedIn } from '../../src/services/accounts/sessions.ts';
import { testDatabase, type TestDatabase } from './database.ts';

export const newKey = (): string => randomBytes(32).toString('base64url');

/** The same rate for everything. */
export const allAt = (rate: Rates[RatePolicy]): Rates => ({
  ...{ default: rate, title: rate, matchmake: rate, auth: rate, password: rate },
  ...{ chat: rate, invite: rate, complaint: rate },
});

/** Rates that no test reaches. */
export function unlimited(): RateLimits {
  const rates = allAt({ requests: 1_000_000, seconds: 60 });
  return openRateLimits({ store: inMemory(), rates, exempt: [], onError: () => undefined });
}

export interface TestAccounts {
  readonly db: TestDatabase;
  readonly services: Services;
  /** The same database as another process sees it. */
  open(options?: Partial<ServicesOptions>): Services;
}

/** Closed when the test is over. */
export async function testAccounts(): Promise<TestAccounts> {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const keys = { tokenKeys: [newKey()], dataKeys: [newKey()] } as const;
  const open = (options: Partial<ServicesOptions> = {}): Services =>
    openServices(db.database, { owner: 1, logKey: newKey(), rateLimits: unlimited(), ...keys, ...options });
  return { db, services: open(), open };
}

/** The value, where nothing was refused. */
export function allowed<T>(result: T | Refused): T {
  if (result instanceof Refused) throw new Error(`refused: ${result.reason}: ${result.detail}`);
  return result;
}

/** The reason, where something was refused. */
export function refusal(result: unknown): string {
  if (result instanceof Refused) return result.reason;
  throw new Error(`allowed: ${JSON.stringify(result)}`);
}

export const signInGuest = async ({ accounts }: Services, name?: string): Promise<SignedIn> =>
  allowed(await accounts.guest(name, undefined));

export const aPassword = 'correct horse battery';

/** An account of its own. */
export const registered = async ({ accounts }: Services, email = `${randomUUID()}@example.org`): Promise<SignedIn> =>
  allowed(await accounts.register({ email, password: aPassword }, undefined));
