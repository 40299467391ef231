// Reports that are sent again: one that waits is enough.

import { expect, test } from 'vitest';
import { allowed, signInGuest, testAccounts } from '../support/accounts.ts';
import { holding, untilWaiting } from '../support/holding.ts';

test('[M3] the same report twice at once is one; another one, and one after it is resolved, is not', async () => {
  const accounts = await testAccounts();
  const { services, db } = accounts;
  const [ann, eve] = [(await signInGuest(services)).playerId, (await signInGuest(services)).playerId];
  const report = (note: string, reason: 'abuse' | 'spam' = 'abuse') =>
    services.complaints.file(ann, { playerId: eve, reason, note });
  // Whatever looks for an earlier one has looked before another is stored.
  const twice = await holding(
    accounts,
    [['LOCK complaints IN SHARE MODE', []]],
    () => Promise.all([report('rude'), report('very rude')]),
    () => untilWaiting(accounts, 2),
  );
  const [first, second] = twice.map(allowed) as [{ id: number }, { id: number }];
  expect(second).toEqual(first);
  expect(allowed(await report('rude', 'spam'))).not.toEqual(first);
  await db.database.prisma.complaint.update({ where: first, data: { status: 'resolved' } });
  expect(allowed(await report('rude'))).not.toEqual(first);
  expect(await db.database.prisma.complaint.count()).toBe(3);
});
