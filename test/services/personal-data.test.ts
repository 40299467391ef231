// Personal data: encrypted in the database, told to its player, erased, and moved to a new key.

import { expect, test } from 'vitest';
import { resealEmails } from '../../src/services/personal-data.ts';
import { openEmailSeal } from '../../src/services/sealed-email.ts';
import type { Database } from '../../src/db/client.ts';
import { aPassword as password, allowed, newKey, refusal, testAccounts } from '../support/accounts.ts';
import { finishBotGame } from '../support/finished-matches.ts';

const email = 'ann.secret@example.org';

/** Every column of every row, as text. */
async function everything({ pool }: Database): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const dumps = tables.map(({ name }) => pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`));
  return (await Promise.all(dumps)).flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

test('[A3] no address, password or token stands in the database', async () => {
  const { services, db } = await testAccounts();
  const { accounts, sessions } = services;
  const ann = allowed(await accounts.register({ email, password, name: 'Ann' }, 'Phone 7'));
  const refreshed = allowed(await sessions.refresh(ann.refreshToken));
  const dump = await everything(db.database);
  expect(dump).toContain('Phone 7');
  const secrets = [
    email,
    password,
    ann.token,
    ...[ann, refreshed].map(({ refreshToken }) => refreshToken.split('.')[1]!),
  ];
  for (const secret of secrets) {
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(Buffer.from(secret).toString('hex'));
    expect(dump).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
  }
});

test('[A3] a player is told all that is kept about them, and no secrets of ours', async () => {
  const { services, db } = await testAccounts();
  const { accounts, personalData } = services;
  const ann = allowed(await accounts.register({ email, password, name: 'Ann' }, 'Phone 7'));
  const bob = allowed(await accounts.guest('Bob', undefined));
  const { matchId } = await finishBotGame(db.database, [ann.playerId, bob.playerId], '1'.repeat(32));
  const exported = await personalData.export(ann.playerId);
  expect(exported).toMatchObject({
    ...{ id: ann.playerId, name: 'Ann', guest: false, role: 'player' },
    account: { email, registeredAt: expect.any(Date) },
    sessions: [{ device: 'Phone 7' }],
    matches: [{ id: matchId, seat: 0, rank: expect.any(Number) }],
    bans: [],
  });
  expect(JSON.stringify(exported)).not.toMatch(/argon2|Hash|Salt|emailIndex/);
});

test('[A3] who is erased leaves matches under a name that says nothing, and can not come back', async () => {
  const { services, db } = await testAccounts();
  const { accounts, personalData, players, sessions, matches } = services;
  const ann = allowed(await accounts.register({ email, password, name: 'Ann' }, 'Phone 7'));
  const bob = allowed(await accounts.guest('Bob', undefined));
  const { matchId } = await finishBotGame(db.database, [ann.playerId, bob.playerId], '1'.repeat(32));
  const identity = (await sessions.verify(ann.token))!;
  expect(refusal(await personalData.erase(identity, undefined))).toBe('wrong-credentials');
  expect(refusal(await personalData.erase(identity, 'not the password'))).toBe('wrong-credentials');
  expect(await sessions.verify(ann.token)).toBeDefined();

  expect(await personalData.erase(identity, password)).toBeUndefined();
  expect(await sessions.verify(ann.token)).toBeUndefined();
  expect(refusal(await sessions.refresh(ann.refreshToken))).toBe('session-over');
  expect(refusal(await accounts.login(email, password, undefined))).toBe('wrong-credentials');
  expect(await players.get(ann.playerId)).toMatchObject({ name: 'Deleted player' });
  expect(await players.role(ann.playerId)).toBeUndefined();
  expect((await matches.get(matchId))?.seats.map(({ player }) => player.name)).toEqual(['Deleted player', 'Bob']);
  const dump = await everything(db.database);
  for (const trace of ['Ann', 'Phone 7']) expect(dump).not.toContain(trace);
  expect(await db.database.prisma.account.count()).toBe(0);
  // The address is free again, for somebody new.
  const next = allowed(await accounts.register({ email, password }, undefined));
  expect(next.playerId).not.toBe(ann.playerId);
});

test('[A3] after a change of key accounts are found; signing in, or `reseal`, moves them to the new one', async () => {
  const { db, open } = await testAccounts();
  const [older, current] = [newKey(), newKey()];
  const before = open({ dataKeys: [older] });
  const ids = [];
  for (const name of ['ann', 'bob', 'cid']) {
    const credentials = { email: `${name}@example.org`, password };
    ids.push(allowed(await before.accounts.register(credentials, undefined)).playerId);
  }
  const both = open({ dataKeys: [current, older] });
  expect(refusal(await both.accounts.register({ email: 'ann@example.org', password }, undefined))).toBe('email-taken');
  expect(allowed(await both.accounts.login('ann@example.org', password, undefined)).playerId).toBe(ids[0]);
  const seal = openEmailSeal([current, older]);
  const keys = async () => (await db.database.prisma.account.findMany()).map(({ emailKey }) => emailKey === seal.keyId);
  expect((await keys()).filter(Boolean)).toHaveLength(1);

  expect(await resealEmails(db.database, seal, 1)).toBe(1);
  expect(await resealEmails(db.database, seal, 10)).toBe(1);
  expect(await resealEmails(db.database, seal, 10)).toBe(0);
  const after = open({ dataKeys: [current] });
  expect(allowed(await after.accounts.login('cid@example.org', password, undefined)).playerId).toBe(ids[2]);
  expect(await after.players.own(ids[1]!)).toMatchObject({ email: 'bob@example.org' });
});

test('[A3] what players have said, asked and reported is told to them, and goes with them from everyone', async () => {
  const { services, db } = await testAccounts();
  const { accounts, chat, complaints, friends, personalData, sessions, settings } = services;
  const { prisma } = db.database;
  const [ann, bob, cid] = [
    allowed(await accounts.register({ email, password, name: 'Ann' }, undefined)),
    allowed(await accounts.guest('Bob', undefined)),
    allowed(await accounts.guest('Cid', undefined)),
  ];
  const of = async ({ token }: { token: string }) => (await sessions.verify(token))!;
  await friends.request(ann.playerId, bob.playerId);
  await friends.accept(bob.playerId, ann.playerId);
  await friends.request(ann.playerId, cid.playerId);
  await settings.change(ann.playerId, { messages: 'friends' });
  await chat.direct(await of(ann), bob.playerId, 'my secret is fuck');
  const answer = allowed(await chat.direct(await of(bob), ann.playerId, 'mine, too'));
  const messageId = 'message' in answer ? answer.message.id : undefined;
  allowed(await complaints.file(ann.playerId, { playerId: bob.playerId, reason: 'spam', messageId, note: 'a note' }));
  const exported = await personalData.export(ann.playerId);
  expect(exported).toMatchObject({
    ...{ settings: { messages: 'friends' }, friends: [{ friendId: bob.playerId }], asked: [{ toId: cid.playerId }] },
    sent: [{ text: 'my secret is ****', original: { text: 'my secret is fuck' } }],
    received: [{ text: 'mine, too', fromId: bob.playerId }],
    ...{ complaints: [{ note: 'a note' }], notifications: [{ content: { kind: 'friend.accepted' } }] },
  });
  expect(() => JSON.stringify(exported)).not.toThrow();

  await prisma.complaint.create({
    data: {
      ...{ reporterId: cid.playerId, playerId: bob.playerId, reason: 'abuse' },
      evidence: [
        { fromId: ann.playerId, text: 'my secret' },
        { fromId: bob.playerId, text: 'boo' },
      ],
    },
  });
  expect(await personalData.erase(await of(ann), password)).toBeUndefined();
  const dump = await everything(db.database);
  for (const trace of ['Ann', 'secret', 'a note']) expect(dump).not.toContain(trace);
  const counts = await Promise.all([prisma.friend.count(), prisma.friendRequest.count(), prisma.conversation.count()]);
  expect(counts).toEqual([0, 0, 0]);
  expect(await prisma.complaint.findMany()).toMatchObject([{ evidence: [{ text: 'boo' }] }]);
});
