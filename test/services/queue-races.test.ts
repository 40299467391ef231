// Places in the queue, taken while somebody leaves the party for which it is, or is banned.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { allowed, refusal, signInGuest, testAccounts } from '../support/accounts.ts';
import { holding, untilWaiting } from '../support/holding.ts';

async function party() {
  const accounts = await testAccounts();
  const { services, db } = accounts;
  const { prisma } = db.database;
  const [ann, bob] = [await signInGuest(services, 'Ann'), await signInGuest(services, 'Bob')];
  const leader = (await services.sessions.verify(ann.token))!;
  const members = [ann, bob].map(({ playerId }) => ({ playerId }));
  await prisma.party.create({ data: { id: randomUUID(), leaderId: ann.playerId, members: { create: members } } });
  const wish = { game: 'arena', modes: ['teams'], bots: true, party: true };
  return {
    accounts,
    annId: ann.playerId,
    bobId: bob.playerId,
    enter: () => services.queue.enter(leader, wish),
    leave: () => services.parties.leave(bob.playerId),
    places: () => prisma.queuedPlayer.count(),
  };
}

test('[M1] a party that has become smaller while it queues has no place, until its leader asks again', async () => {
  const { accounts, enter, leave, places } = await party();
  // Who looks for an earlier place has read who the members are.
  const looking: [string, unknown[]] = ['LOCK queued_players IN SHARE MODE', []];
  const entered = holding(accounts, [looking], enter, async () => {
    await untilWaiting(accounts, 1);
    await leave();
  });
  expect(refusal(await entered)).toBe('not-together');
  expect(await places()).toBe(0);
  expect(allowed(await enter())).toMatchObject({ state: 'waiting' });
  expect(await places()).toBe(1);
});

test('[M1] who leaves a party while it is given its place waits for that, and takes it away', async () => {
  const { accounts, annId, enter, leave, places } = await party();
  const id = randomUUID();
  // What is inserted waits for another of the same key, until it is seen that there is none.
  const giving: [string, unknown[]][] = [
    [`INSERT INTO queue_entries (id, game, modes, rtt_ms, bots) VALUES ($1, 'chess', '{rapid}', '{}', true)`, [id]],
    ['INSERT INTO queued_players (player_id, entry_id) VALUES ($1, $2)', [annId, id]],
    ['DELETE FROM queue_entries WHERE id = $1', [id]],
  ];
  let left: Promise<unknown> | undefined;
  await holding(accounts, giving, enter, async () => {
    await untilWaiting(accounts, 1);
    left = leave();
    await untilWaiting(accounts, 2);
  });
  await left;
  expect(await places()).toBe(0);
});

test('[M1] who leaves a party leaves it and its place at once, or neither', async () => {
  const { accounts, enter, leave, places } = await party();
  const { prisma } = accounts.db.database;
  allowed(await enter());
  const entry: [string, unknown[]] = ['SELECT FROM queue_entries FOR UPDATE', []];
  await holding(accounts, [entry], leave, async () => {
    await untilWaiting(accounts, 1);
    expect(await prisma.partyMember.count()).toBe(2);
  });
  expect(await prisma.partyMember.count()).toBe(1);
  expect(await places()).toBe(0);
});

test('[M1] [A3] who leaves a party while its leader is erased waits for that, and not the other way round', async () => {
  const { accounts, annId, bobId, enter, leave, places } = await party();
  const { services, db } = accounts;
  allowed(await enter());
  const session = await db.database.prisma.session.findFirstOrThrow({ where: { playerId: annId } });
  const erase = () =>
    services.personalData.erase({ playerId: annId, name: 'Ann', authSessionId: session.id }, undefined);
  let left: Promise<unknown> | undefined;
  // Whatever is erased of Ann first, the one of these two that has the party goes on.
  const place: [string, unknown[]] = ['SELECT FROM queued_players WHERE player_id = $1 FOR UPDATE', [bobId]];
  const erased = await holding(accounts, [place], erase, async () => {
    await untilWaiting(accounts, 1);
    left = leave();
    await untilWaiting(accounts, 2);
  });
  expect(erased).toBeUndefined();
  expect(refusal(await left)).toBe('not-found');
  expect(await places()).toBe(0);
});

test('[M1] who gives up a place as its match comes to nothing does not wait for what waits for them', async () => {
  const { accounts, annId, bobId, enter } = await party();
  allowed(await enter());
  const { services, db } = accounts;
  const [entry] = await db.database.prisma.queueEntry.findMany();
  const matchId = randomUUID();
  await db.database.pool.query(`UPDATE queue_entries SET state = 'found', match_id = $1`, [matchId]);
  let missed: Promise<void> | undefined;
  // As a place is given up: first the entry, and then its players with it.
  await transaction(db.database.pool, async (tx) => {
    await tx.query('SELECT FROM queue_entries WHERE id = $1 FOR UPDATE', [entry!.id]);
    missed = services.queue.missed(matchId, [annId, bobId]);
    await untilWaiting(accounts, 1);
    await tx.query('DELETE FROM queue_entries WHERE id = $1', [entry!.id]);
  });
  await missed;
  expect(await db.database.prisma.queuedPlayer.count()).toBe(0);
});

test('[M1] [A2] a place waits for a ban that is being written, and is refused', async () => {
  const { accounts, bobId, enter, places } = await party();
  const ban: [string, unknown[]][] = [
    ['SELECT FROM players WHERE id = $1 FOR UPDATE', [bobId]],
    ['INSERT INTO bans (id, player_id, reason, banned_by_id) VALUES (gen_random_uuid(), $1, $$spam$$, $1)', [bobId]],
  ];
  expect(refusal(await holding(accounts, ban, enter))).toBe('banned');
  expect(await places()).toBe(0);
});
