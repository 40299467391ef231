// What several ask at the same moment about the same thing: each is answered as if they had come one after the other,
// and nobody finds a bug. Many rounds, as only some of them meet.

import { expect, test } from 'vitest';
import type { Identity } from '../../src/services/accounts/access-tokens.ts';
import type { Services } from '../../src/services/index.ts';
import { Refused } from '../../src/services/refused.ts';
import { allowed, signInGuest, testAccounts } from '../support/accounts.ts';

type Ask = () => Promise<unknown>;
interface Scene {
  readonly services: Services;
  readonly identities: readonly [Identity, Identity, Identity];
  /** Their ids. */
  readonly ann: string;
  readonly bob: string;
  readonly cid: string;
}

const rounds = 24;

async function scene(): Promise<Scene> {
  const { services } = await testAccounts();
  const guest = async (name: string): Promise<Identity> => {
    const { token } = await signInGuest(services, name);
    return (await services.sessions.verify(token))!;
  };
  const identities = [await guest('Ann'), await guest('Bob'), await guest('Cid')] as const;
  const [ann, bob, cid] = identities.map(({ playerId }) => playerId) as [string, string, string];
  return { services, identities, ann, bob, cid };
}

/** All at once; each one's answer, the reason where it was refused. Throws what any of them throws. */
const atOnce = (asks: readonly Ask[]): Promise<unknown[]> =>
  Promise.all(asks.map(async (ask) => reasonOf(await ask())));
const reasonOf = (answer: unknown): unknown => (answer instanceof Refused ? answer.reason : answer);

async function befriend({ friends }: Services, one: string, other: string): Promise<void> {
  allowed(await friends.request(one, other));
  allowed(await friends.request(other, one));
}

test('[M1] a party is made once, however often it is asked for at once', async () => {
  const { services, ann } = await scene();
  const { parties } = services;
  for (let round = 0; round < rounds; round++) {
    const made = await atOnce(Array.from({ length: 4 }, () => () => parties.create(ann)));
    expect(new Set(made.map((party) => (party as { id: string }).id)).size).toBe(1);
    await parties.leave(ann);
  }
});

test('[M1] who joins a party and makes one, or joins another, is in one; who joins one that ends is in none', async () => {
  const { services, ann, bob, cid } = await scene();
  const { parties } = services;
  for (const leader of [ann, cid]) await befriend(services, leader, bob);
  for (let round = 0; round < rounds; round++) {
    const led = [];
    for (const leader of [ann, cid]) {
      led.push((await parties.create(leader)).id);
      allowed(await parties.invite(leader, bob));
    }
    const [first, second] = led as [string, string];
    const asks: Ask[] = [
      () => parties.create(bob),
      ...[first, first, second].map((id) => () => parties.join(bob, id)),
      () => parties.leave(ann),
    ];
    await atOnce(asks.slice(round % 3));
    const own = await parties.get(bob);
    if (own) expect(own.members.map(({ playerId }) => playerId)).toContain(bob);
    for (const player of [ann, bob, cid]) await parties.leave(player);
    expect(await parties.get(bob)).toBeUndefined();
  }
});

test('[M1] a party that ends while its leader invites, or is invited to at once, has as many as it may', async () => {
  const { services, ann, bob } = await scene();
  const { parties } = services;
  await befriend(services, ann, bob);
  for (let round = 0; round < rounds; round++) {
    const { id } = await parties.create(ann);
    await atOnce([
      ...[1, 2, 3].map(() => () => parties.invite(ann, bob)),
      () => parties.join(bob, id),
      () => parties.leave(ann),
    ]);
    for (const player of [ann, bob]) await parties.leave(player);
  }
});

test('[M2] friendships, blocks and mutes that cross are answered', async () => {
  const { services, ann, bob } = await scene();
  const { blocks, friends } = services;
  for (let round = 0; round < rounds; round++) {
    await atOnce([
      ...[ann, ann, bob].map((from) => () => friends.request(from, from === ann ? bob : ann)),
      ...[() => friends.accept(ann, bob), () => friends.accept(bob, ann), () => friends.withdraw(ann, bob)],
      ...[() => blocks.mute(ann, bob), () => blocks.mute(ann, bob), () => blocks.unmute(ann, bob)],
      ...(round % 2
        ? [() => blocks.block(ann, bob), () => blocks.block(bob, ann), () => friends.remove(ann, bob)]
        : []),
    ]);
    await atOnce([() => blocks.unblock(ann, bob), () => blocks.unblock(bob, ann)]);
    const both = await Promise.all([friends.list(ann, { limit: 9 }), friends.list(bob, { limit: 9 })]);
    const counts = both.map((page) => allowed(page).items.length);
    expect(counts[0]).toBe(counts[1]);
    await friends.remove(ann, bob);
  }
});

test('[M2] settings, messages that cross, and entries for the last place are answered', async () => {
  const { services, identities, ann, bob, cid } = await scene();
  const { chat, settings, tournaments } = services;
  for (let round = 0; round < rounds / 4; round++) {
    const newcomer = (await signInGuest(services)).playerId;
    const audiences = ['friends', 'nobody', 'everyone'] as const;
    await atOnce(audiences.map((presence) => () => settings.change(newcomer, { presence })));
    await atOnce([0, 1, 0, 1].map((from) => () => chat.direct(identities[from]!, from ? ann : bob, 'Hello')));
    const { id } = allowed(await tournaments.create(cup(), newcomer));
    const entered = await atOnce([ann, ann, bob, bob, cid].map((player) => () => tournaments.join(id, player)));
    expect(entered.filter((answer) => answer !== 'tournament-full')).not.toEqual([]);
    expect(entered).toContain('tournament-full');
    expect(await tournaments.get(id)).toMatchObject({ entrants: 2 });
  }
});

test('[P3] [P4] titles, their collections, and unlocks with their links are made once', async () => {
  const { services, identities, ann } = await scene();
  const { storage, titles, unlockLinks } = services;
  for (let round = 0; round < rounds / 4; round++) {
    const id = `title-${round}`;
    const registered = await atOnce([1, 2, 3].map(() => () => titles.register(titleOf(id), identities[0])));
    expect(registered.filter((answer) => answer === 'title-taken')).toHaveLength(2);
    const rules = { write: 'server', read: 'public' } as const;
    await atOnce([1, 2, 3].map(() => () => storage.declare(id, 'values', rules, identities[0])));
    await atOnce([1, 2].map(() => () => titles.unlock(id, [{ playerId: ann, achievementId: 'first' }])));
    const links = await atOnce([1, 2, 3].map(() => () => unlockLinks.create(ann, `${id}.first`)));
    expect(new Set(links.map((link) => (link as { id: string }).id)).size).toBe(1);
  }
});

function cup() {
  const terms = { name: 'Cup', game: 'chess', format: 'single_elimination', maxEntrants: 2, waitSeconds: 60 } as const;
  return { ...terms, rated: false, listed: true, startsAt: new Date(Date.now() + 3_600_000) };
}

function titleOf(id: string) {
  const face = { title: 'First', description: 'The first.', tier: 'bronze', points: 1, hidden: false } as const;
  return { id, title: 'Title', fullScore: 100, achievements: [{ id: 'first', ...face }] };
}
