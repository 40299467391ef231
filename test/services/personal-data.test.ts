// Personal data: encrypted in the database, told to its player, erased, and moved to a new key.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { resealEmails } from '../../src/services/personal-data.ts';
import { openEmailSeal } from '../../src/services/accounts/sealed-email.ts';
import type { Database } from '../../src/db/client.ts';
import { aPassword as password, allowed, newKey, refusal, registered, testAccounts } from '../support/accounts.ts';
import { finishBotGame } from '../support/finished-matches.ts';
import { holding, untilWaiting } from '../support/holding.ts';

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

test('[A3] they are told how far they are, what was looked into, whom they met in tournaments and what they have read', async () => {
  const { services, db } = await testAccounts();
  const { accounts, chat, personalData, sessions } = services;
  const { prisma } = db.database;
  const [ann, bob] = [await registered(services), allowed(await accounts.guest('Bob', undefined))];
  const [annId, bobId] = [ann.playerId, bob.playerId];
  const { matchId } = await finishBotGame(db.database, [annId, bobId], '1'.repeat(32));
  await prisma.achievementProgress.create({ data: { playerId: annId, counters: { veteran: 7 }, points: 15 } });
  const found = {
    seat: 0,
    detector: 'speed',
    score: 0.5,
    summary: 'too fast',
    evidence: { ticks: [1] },
    note: 'a note',
  };
  await prisma.case.create({ data: { matchId, playerId: annId, ...found, status: 'closed', verdict: 'clean' } });
  const told = allowed(await chat.direct((await sessions.verify(bob.token))!, annId, 'hello'));
  const id = 'message' in told ? told.message.id : '';
  await services.conversations.read(annId, bobId, id);
  const { id: tournamentId } = await prisma.tournament.create({
    data: {
      ...{ id: randomUUID(), name: 'Open', game: 'chess', mode: 'blitz', format: 'swiss', rated: false, listed: true },
      ...{ maxEntrants: 4, waitSeconds: 60, startsAt: new Date(), createdById: bobId },
      pairings: { create: { round: 1, board: 1, firstId: bobId, secondId: annId, result: 'forfeit', firstHalves: 2 } },
    },
  });
  const exported = await personalData.export(annId);
  expect(exported).toMatchObject({
    progress: { counters: { veteran: 7 }, points: 15 },
    cases: [{ matchId, verdict: 'clean' }],
    pairings: [{ tournamentId, round: 1, firstId: bobId, secondId: annId, result: 'forfeit', firstHalves: 2 }],
    conversations: [{ otherId: bobId, readTo: id }],
  });
  expect(JSON.stringify(exported)).not.toMatch(/too fast|a note|detector/);
});

/** What names a player, and where the export tells what that says of them. */
const told: Readonly<Record<string, string>> = {
  'accounts.player_id': 'account',
  'achievement_progress.player_id': 'progress',
  'audit_log.actor_id': 'auditLog',
  'audit_log.target': 'auditLog',
  'bans.player_id': 'bans',
  'bests.player_id': 'bests',
  'blocks.player_id': 'blocks',
  'cases.player_id': 'cases',
  'complaints.reporter_id': 'complaints',
  'conversations.player_id': 'conversations',
  'friend_requests.from_id': 'asked',
  'friend_requests.to_id': 'askedBy',
  'friends.player_id': 'friends',
  'match_links.player_id': 'links',
  'match_seats.player_id': 'matches',
  'messages.from_id': 'sent',
  'messages.to_id': 'received',
  'mutes.player_id': 'mutes',
  'notifications.player_id': 'notifications',
  'party_invites.player_id': 'partyInvites',
  'party_members.player_id': 'party',
  'player_days.player_id': 'days',
  'player_results.player_id': 'results',
  'player_statistics.player_id': 'statistics',
  'push_subscriptions.player_id': 'pushSubscriptions',
  'queued_players.player_id': 'queued',
  'rating_changes.player_id': 'ratingChanges',
  'ratings.player_id': 'ratings',
  'scores.player_id': 'scores',
  'sessions.player_id': 'sessions',
  'settings.player_id': 'settings',
  'silences.player_id': 'silences',
  'stored_values.owner': 'storage',
  'title_developers.player_id': 'titles',
  'told_ranks.player_id': 'toldRanks',
  'tournament_entries.player_id': 'entries',
  'tournament_pairings.first_id': 'pairings',
  'tournament_pairings.second_id': 'pairings',
  'tournaments.created_by_id': 'tournaments',
  'unlock_links.player_id': 'unlockLinks',
  'unlocks.player_id': 'unlocks',
};

/** What else names one, and why the export is silent about it. */
const heldBack: Readonly<Record<string, string>> = {
  'appointments.came': 'a match of a pairing: see pairings',
  'appointments.players': 'a match of a pairing: see pairings',
  'bans.banned_by_id': 'a deed of a moderator: see auditLog',
  'bans.lifted_by_id': 'a deed of a moderator: see auditLog',
  'blocks.blocked_id': 'whom others block is their business',
  'board_entries.player_id': 'taken from ratings, bests and progress',
  'complaints.player_id': 'who reports somebody is not to be found out by them',
  'complaints.taken_by_id': 'a deed of a moderator: see auditLog',
  'conversations.other_id': 'what others have read is their business',
  'friends.friend_id': 'the same friendship, seen from the other side',
  'mutes.muted_id': 'whom others mute is their business',
  'parties.leader_id': 'the party of which they are a member: see party',
  'presences.player_id': 'of this moment, and gone with it',
  'rating_corrections.player_id': 'a rebuild at work: ratingChanges in the end',
  'rating_drafts.player_id': 'a rebuild at work: ratings in the end',
  'silences.by_id': 'a deed of a moderator: see auditLog',
  'silences.lifted_by_id': 'a deed of a moderator: see auditLog',
  'statistics_rebuilds.player_id': 'how far a rebuild has come',
  'storage_usage.owner': 'the sum of storage',
};

/** Columns of ids that are nobody's. */
const ofThings = [
  ...['id', 'match_id', 'last_id', 'session_id', 'subscription_id', 'party_id', 'entry_id'],
  ...['tournament_id', 'appointment_id', 'version'],
];

test('[A3] of every column that may name a player the export tells what it says, or there is a reason not to', async () => {
  const { services, db } = await testAccounts();
  const { playerId } = await registered(services);
  const { rows } = await db.database.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name <> ALL($1)
       AND (udt_name IN ('uuid', '_uuid') OR (column_name IN ('owner', 'actor_id', 'target') AND udt_name = 'text'))`,
    [ofThings],
  );
  const names = rows.map(({ name }) => name).sort();
  expect(names).toEqual([...Object.keys(told), ...Object.keys(heldBack)].sort());
  const exported = await services.personalData.export(playerId);
  for (const key of new Set(Object.values(told))) expect(exported).toHaveProperty(key);
});

test('[A3] one history is told after the other: each is read whole', async () => {
  const accounts = await testAccounts();
  const { services, db } = accounts;
  const players = [await registered(services), await registered(services), await registered(services)];
  const asked = await holding(
    accounts,
    [['LOCK TABLE stored_values IN ACCESS EXCLUSIVE MODE', []]],
    () => Promise.all(players.map(({ playerId }) => services.personalData.export(playerId))),
    async () => {
      await untilWaiting(accounts, 1);
      // The others would come along by and by.
      for (let i = 0; i < 50; i++) await db.database.pool.query('SELECT');
      await untilWaiting(accounts, 1);
    },
  );
  expect(asked.map((each) => each?.id)).toEqual(players.map(({ playerId }) => playerId));
});
