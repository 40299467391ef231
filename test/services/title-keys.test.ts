// Keys that titles' servers show, and those that strangers make up.

import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import type { TitleIdentity } from '../../src/services/titles/keys.ts';
import { allowed, testAccounts } from '../support/accounts.ts';

const madeUp = (): string => `arbk_${randomBytes(32).toString('base64url')}`;

test('[P4] keys that are made up, however many come, take one connection from all others', async () => {
  const { db, services } = await testAccounts();
  const { titles } = services;
  const { key } = allowed(
    await titles.register({ id: 'pinball', title: 'Pinball', fullScore: 100, achievements: [] }, 'operator'),
  );
  const elsewhere = openDatabase(db.url);
  onTestFinished(elsewhere.close);
  const holder = await elsewhere.pool.connect();
  await holder.query('BEGIN; LOCK title_keys IN ACCESS EXCLUSIVE MODE');
  const asked: Promise<TitleIdentity | undefined>[] = [];
  for (const each of [...Array.from({ length: 30 }, madeUp), key.key]) {
    asked.push(titles.readKey(each));
    // As requests come.
    await setImmediate();
  }
  const { pool } = db.database;
  const inUse = pool.totalCount - pool.idleCount;
  await holder.query('COMMIT');
  holder.release();
  const found = await Promise.all(asked);
  expect(inUse).toBe(1);
  expect(found.at(-1)).toEqual({ titleId: 'pinball', scopes: key.scopes });
  expect(found.filter((each) => each !== undefined)).toHaveLength(1);
});
