// Bans: who may, whom, for how long, and what a ban does at once.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Role } from '../../../src/services/players.ts';
import type { Services } from '../../../src/services/index.ts';
import { sweepOnce } from '../../../src/services/sweep.ts';
import { aPassword, allowed, refusal, registered, signInGuest, testAccounts } from '../../support/accounts.ts';

const spam = { reason: 'spam' };

async function withRole(services: Services, role: Role) {
  const { playerId, token } = await registered(services);
  expect(await services.players.setRole(playerId, role, 'operator')).toBeUndefined();
  return (await services.sessions.verify(token))!;
}

test('[A2] a banned player is signed out, can not sign in, and may come back when the ban is lifted', async () => {
  const { services } = await testAccounts();
  const { accounts, bans, sessions } = services;
  const moderator = await withRole(services, 'moderator');
  const ann = await registered(services, 'ann@example.org');
  allowed(await bans.ban(ann.playerId, spam, moderator));
  expect(await sessions.verify(ann.token)).toBeUndefined();
  expect(refusal(await sessions.refresh(ann.refreshToken))).toBe('banned');
  const refused = await accounts.login('ann@example.org', aPassword, undefined);
  expect(refused).toMatchObject({ reason: 'banned', members: { reason: 'spam', expiresAt: null } });
  expect(refusal(await accounts.login('ann@example.org', 'some guess', undefined))).toBe('wrong-credentials');
  expect(await bans.lift(ann.playerId, moderator)).toBeUndefined();
  expect(refusal(await bans.lift(ann.playerId, moderator))).toBe('not-found');
  allowed(await accounts.login('ann@example.org', aPassword, undefined));
  expect(await sessions.verify(ann.token)).toBeUndefined();
});

test('[A2] a guest, who has nothing else, comes back with their session when the ban is over, and in nothing of before', async () => {
  const { services, db, open } = await testAccounts();
  const { bans, sessions } = services;
  const moderator = await withRole(services, 'moderator');
  const guest = await signInGuest(services, 'Gus');
  const expiresAt = new Date(Date.now() + 3_600_000);
  allowed(await bans.ban(guest.playerId, { ...spam, expiresAt }, moderator));
  expect(await sessions.verify(guest.token)).toBeUndefined();
  expect(await sessions.banOf(guest.token)).toMatchObject({ reason: 'banned', members: { reason: 'spam', expiresAt } });
  // Trying changes nothing, nor does time, also not that of the sweep.
  for (let n = 0; n < 2; n++) {
    expect(await sessions.refresh(guest.refreshToken)).toMatchObject({ reason: 'banned', members: { expiresAt } });
  }
  await db.database.pool.query(`UPDATE sessions SET ended_at = ended_at - interval '1 day' WHERE ended_at IS NOT NULL`);
  await sweepOnce(db.database);

  await db.database.pool.query("UPDATE bans SET expires_at = now() - interval '1 s'");
  const back = allowed(await sessions.refresh(guest.refreshToken));
  expect(back.playerId).toBe(guest.playerId);
  // As with any refresh: a lost answer is given again, and here at once in every process.
  expect(allowed(await sessions.refresh(guest.refreshToken)).refreshToken).toBe(back.refreshToken);
  expect(await sessions.verify(back.token)).toMatchObject({ playerId: guest.playerId, name: 'Gus' });
  const elsewhere = open();
  await elsewhere.revocations.look();
  expect(await elsewhere.sessions.verify(back.token)).toBeDefined();
  for (const process of [services, elsewhere]) expect(await process.sessions.verify(guest.token)).toBeUndefined();
  expect(await sessions.banOf(guest.token)).toBeUndefined();

  // Once more, and lifted this time.
  allowed(await bans.ban(guest.playerId, spam, moderator));
  expect(refusal(await sessions.refresh(back.refreshToken))).toBe('banned');
  expect(await bans.lift(guest.playerId, moderator)).toBeUndefined();
  const again = allowed(await sessions.refresh(back.refreshToken));
  allowed(await sessions.refresh(again.refreshToken));
  // The token of before is a copy by now.
  expect(refusal(await sessions.refresh(back.refreshToken))).toBe('session-over');
  expect(refusal(await sessions.refresh(again.refreshToken))).toBe('session-over');
});

test('[A2] a session goes on after a ban that is longer than sessions last, and not where it was ended meanwhile', async () => {
  const { services, db } = await testAccounts();
  const { bans, moderation, sessions } = services;
  const moderator = await withRole(services, 'moderator');
  const [guest, eve] = [await signInGuest(services), await signInGuest(services)];
  const expiresAt = new Date(Date.now() + 300 * 24 * 3_600_000);
  for (const { playerId } of [guest, eve]) allowed(await bans.ban(playerId, { ...spam, expiresAt }, moderator));
  const [kept] = await db.database.prisma.session.findMany({ where: { playerId: guest.playerId } });
  expect(kept!.expiresAt.getTime()).toBeGreaterThan(expiresAt.getTime());
  expect((await moderation.get(eve.playerId))!.sessions).toHaveLength(1);
  expect(await moderation.signOut(eve.playerId, moderator)).toBeUndefined();
  expect((await moderation.get(eve.playerId))!.sessions).toEqual([]);
  expect(refusal(await sessions.refresh(eve.refreshToken))).toBe('session-over');
});

test('[A2] a ban may be for a time, and a later one takes its place', async () => {
  const { services, db } = await testAccounts();
  const { accounts, bans } = services;
  const moderator = await withRole(services, 'moderator');
  const { playerId } = await registered(services, 'ann@example.org');
  const expiresAt = new Date(Date.now() + 3_600_000);
  allowed(await bans.ban(playerId, spam, moderator));
  allowed(await bans.ban(playerId, { reason: 'less spam', expiresAt }, moderator));
  const refused = await accounts.login('ann@example.org', aPassword, undefined);
  expect(refused).toMatchObject({ reason: 'banned', members: { reason: 'less spam', expiresAt } });
  await db.database.pool.query("UPDATE bans SET expires_at = now() - interval '1 s' WHERE expires_at IS NOT NULL");
  allowed(await accounts.login('ann@example.org', aPassword, undefined));
});

test('[A1] moderators ban players, admins ban moderators, and nobody bans themselves or nobody', async () => {
  const { services } = await testAccounts();
  const { bans } = services;
  const [admin, moderator, peer] = [
    await withRole(services, 'admin'),
    await withRole(services, 'moderator'),
    await withRole(services, 'moderator'),
  ];
  expect(refusal(await bans.ban(peer.playerId, spam, moderator))).toBe('forbidden');
  expect(refusal(await bans.ban(admin.playerId, spam, moderator))).toBe('forbidden');
  expect(refusal(await bans.ban(admin.playerId, spam, admin))).toBe('forbidden');
  expect(refusal(await bans.ban(randomUUID(), spam, admin))).toBe('not-found');
  expect(await services.sessions.verify((await signInGuest(services)).token)).toBeDefined();
  allowed(await bans.ban(peer.playerId, spam, admin));
  // Nor do they lift such a ban; and who is banned has no role meanwhile, whatever their token says.
  expect(refusal(await bans.lift(peer.playerId, moderator))).toBe('forbidden');
  expect(refusal(await bans.lift(peer.playerId, peer))).toBe('forbidden');
  expect(await services.players.role(peer.playerId)).toBeUndefined();
  expect(await bans.lift(peer.playerId, admin)).toBeUndefined();
  expect(await services.players.role(peer.playerId)).toBe('moderator');
});
