// Accounts: made, claimed by guests, signed in to, and kept from guessers.

import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from '../../src/services/accounts/passwords.ts';
import { openRateLimits } from '../../src/services/rate-limits.ts';
import { inMemory } from '../../src/services/rate-limits/stores.ts';
import { finishBotGame } from '../support/finished-matches.ts';
import {
  allAt,
  aPassword as password,
  allowed,
  refusal,
  registered,
  signInGuest,
  testAccounts,
} from '../support/accounts.ts';

const email = 'Ann@Example.org';

test('[A1] who registers signs in with e-mail and password, and with nothing less', async () => {
  const { services } = await testAccounts();
  const { accounts, sessions, players } = services;
  const ann = allowed(await accounts.register({ email, password, name: 'Ann' }, undefined));
  expect(await players.own(ann.playerId)).toMatchObject({ name: 'Ann', guest: false, role: 'player', email });
  const again = allowed(await accounts.login('ANN@example.org', password, undefined));
  expect(await sessions.verify(again.token)).toMatchObject({ playerId: ann.playerId, name: 'Ann' });
  const reasons = [
    await accounts.login(email, `${password}.`, undefined),
    await accounts.login(email, '', undefined),
    await accounts.login('bob@example.org', password, undefined),
  ].map(refusal);
  expect(new Set(reasons)).toEqual(new Set(['wrong-credentials']));
});

test('[A1] an address has one account, also when two register it at once', async () => {
  const { services, db } = await testAccounts();
  const { accounts } = services;
  const both = await Promise.all(
    [email, email.toLowerCase()].map((each) => accounts.register({ email: each, password }, undefined)),
  );
  expect(both.map((each) => 'token' in each).toSorted()).toEqual([false, true]);
  expect(refusal(await accounts.register({ email, password }, undefined))).toBe('email-taken');
  // What was begun for the slower one is undone.
  expect([await db.database.prisma.player.count(), await db.database.prisma.session.count()]).toEqual([1, 1]);
});

test('[A1] a guest who registers stays the same player, with the matches and the session', async () => {
  const { services, db } = await testAccounts();
  const { accounts, sessions, players } = services;
  const [guest, other] = [await signInGuest(services, 'Ann'), await signInGuest(services)];
  const { matchId } = await finishBotGame(db.database, [guest.playerId, other.playerId], '1'.repeat(32));
  const identity = (await sessions.verify(guest.token))!;
  const claimed = allowed(await accounts.claim({ email, password }, identity));
  expect(await sessions.verify(claimed.token)).toEqual(identity);
  expect(await players.own(guest.playerId)).toMatchObject({ name: 'Ann', guest: false, email });
  const back = allowed(await accounts.login(email, password, undefined));
  expect(back.playerId).toBe(guest.playerId);
  expect((await services.matches.get(matchId))?.seats[0]?.player).toMatchObject({ id: guest.playerId, name: 'Ann' });

  expect(refusal(await accounts.claim({ email: 'x@example.org', password }, identity))).toBe('already-registered');
});

test('[A1] who knew the refresh token of a guest who registers gets nothing for it, and is no thief for a moment', async () => {
  const { services, db } = await testAccounts();
  const { accounts, sessions } = services;
  const guest = await signInGuest(services, 'Ann');
  const identity = (await sessions.verify(guest.token))!;
  const claimed = allowed(await accounts.claim({ email, password }, identity));
  const atOnce = await Promise.all(Array.from({ length: 3 }, () => sessions.refresh(guest.refreshToken)));
  expect(atOnce.map(refusal)).toEqual(Array(3).fill('session-renewed'));
  const next = allowed(await sessions.refresh(claimed.refreshToken));
  expect(await sessions.verify(next.token)).toEqual(identity);
  // Two replacements later it is a copy, as any other.
  expect(refusal(await sessions.refresh(guest.refreshToken))).toBe('session-over');
  expect(await sessions.verify(next.token)).toBeUndefined();

  const other = await signInGuest(services);
  const bob = (await sessions.verify(other.token))!;
  const stays = allowed(await accounts.claim({ email: 'bob@example.org', password }, bob));
  await db.database.pool.query("UPDATE sessions SET refreshed_at = refreshed_at - interval '10 s'");
  expect(refusal(await sessions.refresh(other.refreshToken))).toBe('session-over');
  expect(refusal(await sessions.refresh(stays.refreshToken))).toBe('session-over');
});

test('[A1] a guest who asks for a taken address, or without a session, stays a guest', async () => {
  const { services } = await testAccounts();
  const { accounts, sessions, players } = services;
  await registered(services, email);
  const guest = await signInGuest(services);
  const identity = (await sessions.verify(guest.token))!;
  expect(refusal(await accounts.claim({ email, password }, identity))).toBe('email-taken');
  await sessions.endAll(guest.playerId);
  expect(refusal(await accounts.claim({ email: 'a@example.org', password }, identity))).toBe('session-over');
  expect(await players.own(guest.playerId)).toMatchObject({ guest: true, email: null });
});

test('[A1] another password ends the other sessions, and the old one is worth nothing', async () => {
  const { services } = await testAccounts();
  const { accounts, sessions } = services;
  const here = await registered(services, email);
  const there = allowed(await accounts.login(email, password, undefined));
  const ann = (await sessions.verify(here.token))!;
  expect(refusal(await accounts.changePassword(ann, 'wrong password', 'new password'))).toBe('wrong-credentials');
  expect(await sessions.verify(there.token)).toBeDefined();
  expect(await accounts.changePassword(ann, password, 'new password')).toBeUndefined();
  expect([await sessions.verify(here.token), await sessions.verify(there.token)].map(Boolean)).toEqual([true, false]);
  expect(refusal(await accounts.login(email, password, undefined))).toBe('wrong-credentials');
  allowed(await accounts.login(email, 'new password', undefined));
  const guest = (await sessions.verify((await signInGuest(services)).token))!;
  expect(refusal(await accounts.changePassword(guest, password, 'new password'))).toBe('forbidden');
});

test('[A1] a password that was hashed more cheaply is hashed anew when it is given', async () => {
  const { services, db } = await testAccounts();
  const { accounts } = services;
  await registered(services, email);
  const cheap = await hashPassword(password, { memoryKiB: 64, passes: 1, lanes: 1 });
  await db.database.prisma.account.updateMany({ data: { password: cheap } });
  expect(refusal(await accounts.login(email, 'a wrong one', undefined))).toBe('wrong-credentials');
  const stored = async () => (await db.database.prisma.account.findFirstOrThrow()).password;
  expect(await stored()).toBe(cheap);
  allowed(await accounts.login(email, password, undefined));
  expect(await checkPassword(password, await stored())).toBe('right');
});

test('[A4] guesses at one password are few, whether the account exists or not', async () => {
  const { open } = await testAccounts();
  const rate = { requests: 3, seconds: 60 };
  const rates = allAt(rate);
  const { accounts } = open({
    rateLimits: openRateLimits({ store: inMemory(), rates, exempt: [], onError: () => undefined }),
  });
  allowed(await accounts.register({ email, password }, undefined));
  for (const address of [email, 'nobody@example.org']) {
    const reasons = [];
    for (let i = 0; i < 4; i++) reasons.push(refusal(await accounts.login(address, `guess number ${i}`, undefined)));
    expect(reasons).toEqual([...Array<string>(3).fill('wrong-credentials'), 'too-many-requests']);
  }
  expect(refusal(await accounts.login(email, password, undefined))).toBe('too-many-requests');
});
