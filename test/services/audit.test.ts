// The audit log: every deed of staff in it, once, and none of it to be changed.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { type AuditEntry, record } from '../../src/services/audit.ts';
import type { Services } from '../../src/services/index.ts';
import { allowed, refusal, registered, testAccounts } from '../support/accounts.ts';

const entries = async ({ audit }: Services): Promise<readonly AuditEntry[]> =>
  allowed(await audit.list({ limit: 100 })).items.toReversed();

async function staff(services: Services, role: 'admin' | 'moderator' | 'developer') {
  const { playerId, token } = await registered(services);
  expect(await services.players.setRole(playerId, role, 'operator')).toBeUndefined();
  return (await services.sessions.verify(token))!;
}

test('[H7] what is done stands in it with who and to whom; what is refused does not', async () => {
  const { services } = await testAccounts();
  const { bans, players, titles } = services;
  const admin = await staff(services, 'admin');
  const { playerId } = await registered(services);
  await bans.ban(playerId, { reason: 'spam' }, admin);
  await bans.lift(playerId, admin);
  expect(refusal(await bans.lift(playerId, admin))).toBe('not-found');
  expect(refusal(await bans.ban(randomUUID(), { reason: 'spam' }, admin))).toBe('not-found');
  expect(refusal(await players.setRole(randomUUID(), 'admin', admin))).toBe('not-found');
  await players.setRole(playerId, 'developer', admin);
  const title = { id: 'pinball', title: 'Pinball', fullScore: 10, achievements: [] };
  const { key } = allowed(await titles.register(title, { playerId }));
  expect(refusal(await titles.register(title, { playerId }))).toBe('title-taken');
  expect(await titles.revokeKey(key.id, { playerId })).toBe(true);
  expect(await titles.revokeKey(key.id, { playerId })).toBe(false);

  const written = await entries(services);
  expect(written.map(({ actor, actorId, action, target }) => [actor, actorId, action, target])).toEqual([
    ['operator', null, 'player.role', admin.playerId],
    ['admin', admin.playerId, 'player.ban', playerId],
    ['admin', admin.playerId, 'player.unban', playerId],
    ['admin', admin.playerId, 'player.role', playerId],
    ['developer', playerId, 'title.register', 'pinball'],
    ['developer', playerId, 'key.create', key.id],
    ['developer', playerId, 'key.revoke', key.id],
  ]);
  expect(written[1]!.details).toMatchObject({ reason: 'spam', expiresAt: null });
  expect(JSON.stringify(written)).not.toContain(key.key);
  const exported = await services.personalData.export(playerId);
  expect(exported?.auditLog).toHaveLength(6);
});

test('[H7] it is paged and filtered', async () => {
  const { services, db } = await testAccounts();
  const { audit } = services;
  const admin = await staff(services, 'admin');
  for (let i = 0; i < 5; i++) await record(db.database.prisma, admin, 'match.void', `match ${i}`);
  const first = allowed(await audit.list({ limit: 4 }));
  const second = allowed(await audit.list({ limit: 4, cursor: first.next! }));
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(second.next).toBeNull();
  expect(allowed(await audit.list({ limit: 9, target: 'match 3' })).items).toHaveLength(1);
  expect(allowed(await audit.list({ limit: 9, action: 'match.void' })).items).toHaveLength(5);
  expect(allowed(await audit.list({ limit: 9, actorId: admin.playerId })).items).toHaveLength(5);
  expect(refusal(await audit.list({ limit: 9, cursor: 'x' }))).toBe('bad-cursor');
});

test('[H7] a deed that is undone leaves no entry, and those at once are all there, in one chain', async () => {
  const { services, db } = await testAccounts();
  const { pool, prisma } = db.database;
  const undone = transaction(pool, async (tx) => {
    await record(tx, 'operator', 'match.void', 'undone');
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  const targets = Array.from({ length: 40 }, (_, i) => `match ${i}`);
  await Promise.all(targets.map((target) => record(prisma, 'operator', 'match.void', target)));
  const written = await entries(services);
  expect(written.map(({ target }) => target).sort()).toEqual(targets.sort());
  expect(written.map(({ id }) => id)).toEqual(targets.map((_, i) => i + 1));
  expect(await services.audit.verify()).toMatchObject({ broken: undefined, last: 40 });
});

test('[H7] nothing in it can be changed', async () => {
  const { services, db } = await testAccounts();
  const { pool, prisma } = db.database;
  expect(await services.audit.verify()).toEqual({ broken: undefined, last: 0, hash: '' });
  for (let i = 1; i <= 5; i++) await record(prisma, 'operator', 'match.void', `match ${i}`, { reason: 'a cheat' });
  const attempts = [
    `UPDATE audit_log SET target = 'another' WHERE id = 3`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'UPDATE audit_log SET id = 9 WHERE id = 77',
  ];
  for (const attempt of attempts) await expect(pool.query(attempt)).rejects.toThrow('only added to');
  expect(await services.audit.verify()).toMatchObject({ broken: undefined, last: 5 });
});

test.each([
  [3, `UPDATE audit_log SET details = '{}' WHERE id = 3`],
  [1, `UPDATE audit_log SET actor = 'admin' WHERE id = 1`],
  [3, 'DELETE FROM audit_log WHERE id = 2'],
  [4, `UPDATE audit_log SET at = at + interval '1 s' WHERE id = 4`],
])('[H7] entry %i is found out, after who owns the database has done %s', async (broken, sql) => {
  const { services, db } = await testAccounts();
  for (let i = 1; i <= 5; i++)
    await record(db.database.prisma, 'operator', 'match.void', `match ${i}`, { reason: 'x' });
  await db.database.pool.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_keep');
  await db.database.pool.query(sql);
  expect(await services.audit.verify()).toMatchObject({ broken });
});
