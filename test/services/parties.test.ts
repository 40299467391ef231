// Parties as their leader and those who are invited see them: who is told what, and how often.

import { expect, onTestFinished, test } from 'vitest';
import { receivePushes } from '../../src/services/pushes.ts';
import { allowed, refusal, signInGuest, testAccounts } from '../support/accounts.ts';

async function party() {
  const { services, db } = await testAccounts();
  const { friends, parties, pushes } = services;
  const told: string[] = [];
  const receiver = await receivePushes(db.url, pushes, (error) => expect.unreachable(error.message));
  onTestFinished(() => receiver.stop());
  const guest = async (name: string) => (await services.sessions.verify((await signInGuest(services, name)).token))!;
  const [leader, member] = [await guest('Ann'), await guest('Bob')];
  const [ann, bob, cid] = [leader.playerId, member.playerId, (await guest('Cid')).playerId];
  const names: Record<string, string> = { [ann]: 'Ann', [bob]: 'Bob', [cid]: 'Cid' };
  for (const friend of [bob, cid]) {
    await friends.request(friend, ann);
    await friends.accept(ann, friend);
  }
  pushes.listen((playerIds, { type }) => {
    if (type.startsWith('party.')) told.push(...playerIds.map((id) => `${names[id]} ${type}`));
  });
  const { id } = await parties.create(ann);
  /** All that was told until now: what is told of `last` comes after it. */
  const toldSoFar = async () => {
    pushes.send([ann], { type: 'party.invited', partyId: id, leaderId: ann });
    await expect.poll(() => told.at(-1)).toBe('Ann party.invited');
    return told.splice(0).slice(0, -1);
  };
  const shown = async () => {
    const { members, invited } = (await parties.get(ann))!;
    return { members: members.map(({ name }) => name), invited: invited.map(({ name }) => name) };
  };
  const queued = () => db.database.prisma.queuedPlayer.count();
  return { services, parties, id, leader, member, ann, bob, cid, shown, toldSoFar, queued };
}

test('[M1] who is invited to a party is told once, however often it is asked', async () => {
  const { parties, ann, bob, toldSoFar, shown } = await party();
  for (let n = 0; n < 3; n++) allowed(await parties.invite(ann, bob));
  await Promise.all([1, 2, 3].map(() => parties.invite(ann, bob)));
  expect(await toldSoFar()).toEqual(['Bob party.invited']);
  expect(await shown()).toEqual({ members: ['Ann'], invited: ['Bob'] });
});

test('[M1] an invitation is declined, which the leader is told, or taken back, which the invited is', async () => {
  const { parties, id, ann, bob, cid, toldSoFar, shown } = await party();
  for (const friend of [bob, cid]) allowed(await parties.invite(ann, friend));
  await toldSoFar();
  expect(await parties.decline(bob, id)).toBeUndefined();
  expect(refusal(await parties.decline(bob, id))).toBe('not-found');
  expect(refusal(await parties.join(bob, id))).toBe('not-found');
  expect(await toldSoFar()).toEqual(['Ann party.changed']);
  expect(refusal(await parties.remove(bob, cid))).toBe('not-found');
  expect(await parties.remove(ann, cid)).toBeUndefined();
  expect(refusal(await parties.remove(ann, cid))).toBe('not-found');
  expect(refusal(await parties.join(cid, id))).toBe('not-found');
  expect(await toldSoFar()).toEqual(['Cid party.changed']);
  expect(await shown()).toEqual({ members: ['Ann'], invited: [] });
});

test('[M1] a leader takes a member out: both are told, and wait in no queue; nobody else does, nor takes out themselves', async () => {
  const { services, parties, id, leader, ann, bob, cid, toldSoFar, shown, queued } = await party();
  for (const friend of [bob, cid]) allowed(await parties.invite(ann, friend));
  allowed(await parties.join(bob, id));
  allowed(await services.queue.enter(leader, { game: 'arena', modes: ['teams'], bots: true, party: true }));
  expect(await queued()).toBe(2);
  await toldSoFar();
  for (const [by, whom] of [
    [bob, cid],
    [bob, ann],
    [ann, ann],
  ] as const) {
    expect(refusal(await parties.remove(by, whom))).toBe('forbidden');
  }
  expect(await parties.remove(ann, bob)).toBeUndefined();
  expect((await toldSoFar()).toSorted()).toEqual(['Ann party.changed', 'Bob party.changed']);
  expect(await queued()).toBe(0);
  expect(await shown()).toEqual({ members: ['Ann'], invited: ['Cid'] });
  expect(await parties.get(bob)).toBeUndefined();
});

test('[M1] [A3] whoever is in a party with one who is erased is told, and waits in no queue', async () => {
  const { services, parties, id, leader, member, ann, bob, cid, toldSoFar, shown, queued } = await party();
  for (const friend of [bob, cid]) allowed(await parties.invite(ann, friend));
  allowed(await parties.join(bob, id));
  allowed(await services.queue.enter(leader, { game: 'arena', modes: ['teams'], bots: true, party: true }));
  expect(await queued()).toBe(2);
  await toldSoFar();
  allowed(await services.personalData.erase(member, undefined));
  expect(await toldSoFar()).toContain('Ann party.changed');
  expect(await queued()).toBe(0);
  expect(await shown()).toEqual({ members: ['Ann'], invited: ['Cid'] });

  allowed(await parties.join(cid, id));
  await toldSoFar();
  allowed(await services.personalData.erase(leader, undefined));
  expect(await toldSoFar()).toContain('Cid party.changed');
  expect(await parties.get(cid)).toBeUndefined();
});
