// Sessions: refreshed, copied, listed and ended, here and in other processes.

import { expect, onTestFinished, test } from 'vitest';
import { watchRevocations } from '../../../src/services/accounts/revocations.ts';
import { sweepOnce } from '../../../src/services/sweep.ts';
import { aPassword, allowed, refusal, registered, signInGuest, testAccounts } from '../../support/accounts.ts';

test('[A1] a refresh token counts once, and the session goes on', async () => {
  const { services } = await testAccounts();
  const { sessions } = services;
  const first = await signInGuest(services, 'Ann');
  const second = allowed(await sessions.refresh(first.refreshToken));
  const third = allowed(await sessions.refresh(second.refreshToken));
  expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
  const identity = await sessions.verify(first.token);
  expect(identity).toMatchObject({ playerId: first.playerId, name: 'Ann' });
  expect(await sessions.verify(third.token)).toEqual(identity);
});

test('[A1] a refresh token that was replaced ends the session, for whoever holds the newer one as well', async () => {
  const { services, db } = await testAccounts();
  const { sessions } = services;
  const stolen = await signInGuest(services);
  const thief = allowed(await sessions.refresh(stolen.refreshToken));
  const thiefLater = allowed(await sessions.refresh(thief.refreshToken));
  expect(refusal(await sessions.refresh(stolen.refreshToken))).toBe('session-over');
  expect(refusal(await sessions.refresh(thiefLater.refreshToken))).toBe('session-over');
  expect(await sessions.verify(thiefLater.token)).toBeUndefined();
  expect(await db.database.prisma.session.findMany({ select: { endReason: true } })).toEqual([
    { endReason: 'token_reused' },
  ]);
});

test('[A1] two tabs that refresh at once are told the same new token, and nobody is signed out', async () => {
  const { services } = await testAccounts();
  const { sessions } = services;
  const { refreshToken } = await signInGuest(services);
  const answers = await Promise.all(Array.from({ length: 5 }, () => sessions.refresh(refreshToken)));
  expect(new Set(answers.map((answer) => allowed(answer).refreshToken)).size).toBe(1);
  allowed(await sessions.refresh(allowed(answers[3]!).refreshToken));
});

test('[A1] the token before the last is a copy some seconds later', async () => {
  const { services, db } = await testAccounts();
  const { sessions } = services;
  const first = await signInGuest(services);
  const second = allowed(await sessions.refresh(first.refreshToken));
  await db.database.pool.query("UPDATE sessions SET refreshed_at = refreshed_at - interval '10 s'");
  expect(refusal(await sessions.refresh(first.refreshToken))).toBe('session-over');
  expect(refusal(await sessions.refresh(second.refreshToken))).toBe('session-over');
});

test('[A1] what is no refresh token, or one of nobody, is refused and harms nobody', async () => {
  const { services } = await testAccounts();
  const { sessions } = services;
  const [ann, bob] = [await signInGuest(services), await signInGuest(services)];
  const unknown = ann.refreshToken.replace(/^[^.]+/, '00000000-0000-4000-8000-000000000000');
  for (const noise of ['', 'x', ann.token, unknown, ann.refreshToken.slice(0, -1), `${ann.refreshToken}A`]) {
    expect(refusal(await sessions.refresh(noise))).toBe('session-over');
  }
  allowed(await sessions.refresh(ann.refreshToken));
  allowed(await sessions.refresh(bob.refreshToken));
});

test('[A1] a session that nobody refreshed for long is over, and swept away', async () => {
  const { services, db } = await testAccounts();
  const { refreshToken } = await signInGuest(services);
  await signInGuest(services);
  const oldest = refreshToken.split('.')[0];
  await db.database.pool.query("UPDATE sessions SET expires_at = now() - interval '1 s' WHERE id = $1", [oldest]);
  expect(refusal(await services.sessions.refresh(refreshToken))).toBe('session-over');
  await sweepOnce(db.database);
  expect(await db.database.prisma.session.count()).toBe(1);
});

test('[A1] sessions are listed and ended one by one, all at once, and never those of others', async () => {
  const { services } = await testAccounts();
  const { sessions, accounts } = services;
  const here = await registered(services, 'ann@example.org');
  const there = allowed(await accounts.login('ann@example.org', aPassword, 'Phone 7'));
  const other = await signInGuest(services);
  const ann = (await sessions.verify(here.token))!;
  const listed = allowed(await sessions.list(ann, { limit: 10 })).items;
  expect(listed).toMatchObject([
    { device: 'Phone 7', current: false },
    { device: null, current: true },
  ]);
  const others = (await sessions.verify(other.token))!;
  expect(refusal(await sessions.end(ann.playerId, others.authSessionId))).toBe('not-found');
  expect(await sessions.verify(other.token)).toBeDefined();

  expect(await sessions.end(ann.playerId, listed[0]!.id)).toBeUndefined();
  expect(refusal(await sessions.end(ann.playerId, listed[0]!.id))).toBe('not-found');
  expect(await sessions.verify(there.token)).toBeUndefined();
  expect(refusal(await sessions.refresh(there.refreshToken))).toBe('session-over');
  expect(await sessions.verify(here.token)).toBeDefined();

  allowed(await accounts.login('ann@example.org', aPassword, undefined));
  await sessions.endAll(ann.playerId);
  expect(allowed(await sessions.list(ann, { limit: 10 })).items).toEqual([]);
  expect(await sessions.verify(here.token)).toBeUndefined();
  expect(await sessions.verify(other.token)).toBeDefined();
});

test('[A2] another process hears of an ended session once, also of one that ended before it started', async () => {
  const { services, open, db } = await testAccounts();
  const [ann, bob] = [await signInGuest(services), await signInGuest(services)];
  const elsewhere = open();
  const watch = await watchRevocations(elsewhere.revocations, () => undefined);
  onTestFinished(() => watch.stop());
  const heard: string[] = [];
  const stop = elsewhere.revocations.follow(({ id }) => heard.push(id));
  const identity = (await services.sessions.verify(ann.token))!;
  await services.sessions.endAll(ann.playerId);
  await sweepOnce(db.database);
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([identity.authSessionId]);
  expect(await elsewhere.sessions.verify(ann.token)).toBeUndefined();
  expect(await elsewhere.sessions.verify(bob.token)).toBeDefined();

  const late = open();
  expect(await late.sessions.verify(ann.token)).toBeDefined();
  await late.revocations.look();
  expect(await late.sessions.verify(ann.token)).toBeUndefined();

  stop();
  await services.sessions.endAll(bob.playerId);
  await elsewhere.revocations.look();
  expect(heard).toEqual([identity.authSessionId]);
  expect(await elsewhere.sessions.verify(bob.token)).toBeUndefined();
});
