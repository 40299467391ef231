// Signing in while something bars it: a transaction of the test's own stands still in the middle, so that the order is
// the same on every run.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Identity } from '../../src/services/access-tokens.ts';
import type { Services } from '../../src/services/index.ts';
import { aPassword as password, refusal, registered, testAccounts } from '../support/accounts.ts';
import { holding } from '../support/holding.ts';

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

async function ban(services: Services, { playerId }: Identity): Promise<unknown> {
  const moderator = await registered(services);
  await services.players.setRole(moderator.playerId, 'moderator', 'operator');
  const by = (await services.sessions.verify(moderator.token))!;
  return services.bans.ban(playerId, { reason: 'spam' }, by);
}

test.each([
  ['ban', ban],
  [
    'new password',
    ({ accounts }: Services, identity: Identity) => accounts.changePassword(identity, password, 'new password'),
  ],
  ['deletion', ({ personalData }: Services, identity: Identity) => personalData.erase(identity, password)],
])('[A1] [A2] a %s waits for a sign-in that has begun, and ends its session', async (_what, bar) => {
  const { accounts, identity } = await ann();
  const id = randomUUID();
  const signIn = `INSERT INTO sessions (id, player_id, refresh_hash, expires_at)
                  VALUES ($1, $2, '\\x00', now() + interval '1 day')`;
  await holding(accounts, [[signIn, [id, identity.playerId]]], () => bar(accounts.services, identity));
  const session = await accounts.db.database.prisma.session.findUniqueOrThrow({ where: { id } });
  expect(session.endReason).not.toBeNull();
});
