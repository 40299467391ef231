// Share links: as personal data they go with who made them; what staff make is written down; and how many there are.

import { expect, test } from 'vitest';
import { Refused } from '../../src/services/refused.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
import { aPassword, allowed, refusal, registered, signInGuest, testAccounts } from '../support/accounts.ts';
import { finishBotGame } from '../support/finished-matches.ts';

test('[A3] [L6] links are told to who made them, and opened by nobody once that player is erased', async () => {
  const { services, db } = await testAccounts();
  const { access, links, personalData, sessions } = services;
  const [ann, bob] = [await registered(services), await signInGuest(services)];
  const { matchId } = await finishBotGame(db.database, [ann.playerId, bob.playerId], '1'.repeat(32));
  allowed((await access.setPrivate(matchId, ann.playerId, true))!);
  const link = allowed((await links.create(matchId, ann.playerId, { t: 5 }))!);
  expect(await personalData.export(ann.playerId)).toMatchObject({ links: [{ id: link.id, matchId, t: 5 }] });
  expect(await access.look(matchId, { link: link.id })).toBe('private');

  const identity = (await sessions.verify(ann.token))!;
  expect(await personalData.erase(identity, aPassword)).toBeUndefined();
  expect(await links.get(link.id)).toBeUndefined();
  expect(await access.look(matchId, { link: link.id })).toMatchObject({ reason: 'private-match' });
  expect(await access.look(matchId, { playerId: bob.playerId })).toBe('private');
});

test('[L6] of staff, who has lost the role, or is banned, sees private matches no more', async () => {
  const { services, db } = await testAccounts();
  const { access, bans, players, sessions } = services;
  const [ann, bob] = [await signInGuest(services), await signInGuest(services)];
  const { matchId } = await finishBotGame(db.database, [ann.playerId, bob.playerId], '1'.repeat(32));
  const [mo, zoe] = [await registered(services), await registered(services)];
  allowed(await players.setRole(mo.playerId, 'moderator', 'operator'));
  allowed(await players.setRole(zoe.playerId, 'admin', 'operator'));
  expect(allowed((await access.setPrivate(matchId, mo.playerId, true))!)).toEqual({ private: true });
  expect(await access.look(matchId, { playerId: mo.playerId })).toBe('private');
  allowed(await bans.ban(mo.playerId, { reason: 'peeping' }, (await sessions.verify(zoe.token))!));
  expect(await access.look(matchId, { playerId: mo.playerId })).toMatchObject({ reason: 'private-match' });
  expect(await access.look(matchId, { playerId: zoe.playerId })).toBe('private');
  allowed(await players.setRole(zoe.playerId, 'developer', 'operator'));
  expect(await access.look(matchId, { playerId: zoe.playerId })).toMatchObject({ reason: 'private-match' });
});

test('[L6] [H7] a link that staff make to a match that they have not played is written down, without its id', async () => {
  const { services, db } = await testAccounts();
  const { access, audit, links, players } = services;
  const [ann, mo] = [await registered(services), await registered(services)];
  const { matchId } = await finishBotGame(db.database, [ann.playerId], '1'.repeat(32));
  const { matchId: own } = await finishBotGame(db.database, [mo.playerId, ann.playerId], '2'.repeat(32));
  allowed(await players.setRole(mo.playerId, 'moderator', 'operator'));
  const made = async () => {
    const { items } = allowed(await audit.list({ limit: 9, actorId: mo.playerId }));
    return items.map(({ action, target, details }) => ({ action, target, details }));
  };
  allowed((await links.create(own, mo.playerId, {}))!);
  allowed((await links.create(matchId, ann.playerId, {}))!);
  expect(await made()).toEqual([]);
  const early = allowed((await links.create(matchId, mo.playerId, {}))!);
  const written = { action: 'match.link', target: matchId, details: { expiresAt: null } };
  expect(await made()).toEqual([written]);
  // For this, too, opens it once it is private.
  allowed((await access.setPrivate(matchId, ann.playerId, true))!);
  expect(await access.look(matchId, { link: early.id })).toBe('private');
  const { expiresAt } = allowed((await links.create(matchId, mo.playerId, { expiresInSeconds: 60 }))!);
  expect(await made()).toEqual([{ ...written, details: { expiresAt: expiresAt!.toISOString() } }, written]);
});

test('[L6] a player has so many good links to a match, made at once, too; those that are over go after a while', async () => {
  const { services, db } = await testAccounts();
  const { links } = services;
  const { prisma } = db.database;
  const ann = await signInGuest(services);
  const [{ matchId }, { matchId: other }] = [
    await finishBotGame(db.database, [ann.playerId], '1'.repeat(32)),
    await finishBotGame(db.database, [ann.playerId], '2'.repeat(32)),
  ];
  const data = Array.from({ length: 98 }, (_, n) => ({
    id: `${n}`.padStart(22, '0'),
    matchId,
    playerId: ann.playerId,
  }));
  await prisma.matchLink.createMany({ data });
  const create = (id = matchId) => links.create(id, ann.playerId, { expiresInSeconds: 3600 });
  const made = await Promise.all(Array.from({ length: 6 }, () => create()));
  expect(made.filter((link) => link instanceof Refused)).toHaveLength(4);
  allowed((await create(other))!);
  await links.revoke(data[0]!.id, ann.playerId);
  const expiring = allowed((await create())!);
  expect(refusal(await create())).toBe('forbidden');
  await prisma.matchLink.update({ where: { id: expiring.id }, data: { expiresAt: new Date() } });
  allowed((await create())!);

  const over = { id: { in: [data[0]!.id, expiring.id] } };
  const kept = async (...days: number[]) => {
    const [revokedAt, expiresAt] = days.map((ago) => new Date(Date.now() - ago * 24 * 3_600_000));
    await prisma.matchLink.update({ where: { id: data[0]!.id }, data: { revokedAt: revokedAt! } });
    await prisma.matchLink.update({ where: { id: expiring.id }, data: { expiresAt: expiresAt! } });
    await sweepOnce(db.database);
    return prisma.matchLink.count({ where: over });
  };
  expect(await kept(29, 29)).toBe(2);
  expect(await kept(31, 31)).toBe(0);
  expect(await prisma.matchLink.count()).toBe(101);
});
