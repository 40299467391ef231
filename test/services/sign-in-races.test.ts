// Signing in while something bars it: a transaction of the test's own stands still in the middle, so that the order is
// the same on every run.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Identity } from '../../src/services/accounts/access-tokens.ts';
import type { Services } from '../../src/services/index.ts';
import { openEmailSeal } from '../../src/services/accounts/sealed-email.ts';
import { aPassword as password, allowed, newKey, refusal, registered, testAccounts } from '../support/accounts.ts';
import { holding, untilWaiting } from '../support/holding.ts';

const email = 'ann@example.org';

async function ann() {
  const accounts = await testAccounts();
  const { playerId, token } = await registered(accounts.services, email);
  const identity = (await accounts.services.sessions.verify(token))!;
  const hold: [string, unknown[]] = ['SELECT FROM players WHERE id = $1 FOR UPDATE', [playerId]];
  return { accounts, identity, hold };
}

test.each([
  [
    'ban',
    'banned',
    'INSERT INTO bans (id, player_id, reason, banned_by_id) VALUES (gen_random_uuid(), $1, $$spam$$, $1)',
  ],
  ['new password', 'wrong-credentials', 'UPDATE accounts SET password_changed_at = now() WHERE player_id = $1'],
  ['deletion', 'wrong-credentials', 'DELETE FROM accounts WHERE player_id = $1'],
])('[A1] [A2] a sign-in waits for a %s that is being written, and is refused', async (_what, reason, sql) => {
  const { accounts, identity, hold } = await ann();
  const login = () => accounts.services.accounts.login(email, password, undefined);
  expect(refusal(await holding(accounts, [hold, [sql, [identity.playerId]]], login))).toBe(reason);
  expect(await accounts.db.database.prisma.session.count()).toBe(1);
});

type Bar = (services: Services, identity: Identity) => Promise<unknown>;

/** What asks for the password once more. */
const barring: [string, Bar][] = [
  ['new password', ({ accounts }, identity) => accounts.changePassword(identity, password, 'new password')],
  ['deletion', ({ personalData }, identity) => personalData.erase(identity, password)],
];

test.each(barring)(
  '[A1] [A3] a %s waits for an operator who resets the password, and is refused',
  async (_what, ask) => {
    const { accounts, identity, hold } = await ann();
    const reset = `UPDATE accounts SET password = 'theirs', password_changed_at = now() + interval '1 s' WHERE player_id = $1`;
    const asked = holding(accounts, [hold, [reset, [identity.playerId]]], () => ask(accounts.services, identity));
    expect(refusal(await asked)).toBe('wrong-credentials');
    expect(await accounts.db.database.prisma.account.findMany()).toMatchObject([{ password: 'theirs' }]);
  },
);

test.each(barring)('[A1] [A3] a %s waits for a session that is being ended, and is refused', async (_what, ask) => {
  const { accounts, identity, hold } = await ann();
  const end = `UPDATE sessions SET ended_at = now(), end_reason = 'signed_out' WHERE player_id = $1`;
  const asked = holding(accounts, [hold, [end, [identity.playerId]]], () => ask(accounts.services, identity));
  expect(refusal(await asked)).toBe('session-over');
  expect(await accounts.db.database.prisma.account.count()).toBe(1);
});

test('[A1] [A3] a sign-in that seals an address anew, and a new password, do not wait for each other', async () => {
  const accounts = await testAccounts();
  const [older, current] = [newKey(), newKey()];
  const { playerId } = await registered(accounts.open({ dataKeys: [older] }), email);
  const services = accounts.open({ dataKeys: [current, older] });
  const hold: [string, unknown[]] = ['SELECT FROM players WHERE id = $1 FOR UPDATE', [playerId]];
  const login = () => services.accounts.login(email, password, undefined);
  const signedIn = await holding(accounts, [hold], login, async (tx) => {
    await untilWaiting(accounts, 1);
    await tx.query(`UPDATE accounts SET password_changed_at = password_changed_at WHERE player_id = $1`, [playerId]);
  });
  expect(allowed(signedIn)).toMatchObject({ playerId });
  const seal = openEmailSeal([current]);
  expect(await accounts.db.database.prisma.account.findMany()).toMatchObject([{ emailKey: seal.keyId }]);
});

async function ban(services: Services, { playerId }: Identity): Promise<unknown> {
  const moderator = await registered(services);
  await services.players.setRole(moderator.playerId, 'moderator', 'operator');
  const by = (await services.sessions.verify(moderator.token))!;
  return services.bans.ban(playerId, { reason: 'spam' }, by);
}

test.each<[string, Bar]>([['ban', ban], ...barring])(
  '[A1] [A2] a %s waits for a sign-in that has begun, and ends its session',
  async (_what, bar) => {
    const { accounts, identity } = await ann();
    const id = randomUUID();
    const signIn = `INSERT INTO sessions (id, player_id, refresh_hash, expires_at)
                  VALUES ($1, $2, '\\x00', now() + interval '1 day')`;
    await holding(accounts, [[signIn, [id, identity.playerId]]], () => bar(accounts.services, identity));
    const session = await accounts.db.database.prisma.session.findUniqueOrThrow({ where: { id } });
    expect(session.endReason).not.toBeNull();
  },
);
