// Share links as personal data: they go with who made them.

import { expect, test } from 'vitest';
import { aPassword, allowed, registered, signInGuest, testAccounts } from '../support/accounts.ts';
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
