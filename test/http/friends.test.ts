// Friends, what they are doing, and who wants nothing to do with whom: over two processes, with the SDK and HTTP.

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { apiOf } from '../support/api.ts';
import { hasRedis } from '../support/redis.ts';
import { startTwoServers, type TestPlayer, type TwoServers } from '../support/two-servers.ts';

const patience = { timeout: 10_000 };

describe.skipIf(!hasRedis)('friends', () => {
  let two: TwoServers;
  beforeAll(async () => void (two = await startTwoServers()));
  afterAll(() => two.stop());

  async function befriended(): Promise<[TestPlayer, TestPlayer]> {
    const [ann, bob] = [await two.player('Ann', 0), await two.player('Bob', 1)];
    await ann.api('POST /friends/requests', { playerId: bob.id });
    expect(await bob.api(`POST /friends/requests/${ann.id}/accept`)).toMatchObject({ status: 200 });
    return [ann, bob];
  }

  test('[M2] [H9] a request is told at once at the other process, and kept; accepted, both are friends', async () => {
    const [ann, bob] = [await two.player('Ann', 0), await two.player('Bob', 1)];
    const [anns, bobs] = [await ann.connect(), await bob.connect()];
    expect((await ann.api('POST /friends/requests', { playerId: bob.id })).body).toEqual({ status: 'requested' });
    await ann.api('POST /friends/requests', { playerId: bob.id });
    const from = { id: ann.id, name: 'Ann' };
    await expect
      .poll(() => bobs.heard('notification'), patience)
      .toMatchObject([{ content: { kind: 'friend.requested', from }, readAt: null }]);
    expect((await bob.api('GET /friends/requests')).body.items).toMatchObject([from]);
    expect((await ann.api('GET /friends/requests?direction=out')).body.items).toMatchObject([{ id: bob.id }]);
    expect((await bob.api('POST /friends/requests', { playerId: ann.id })).body).toEqual({ status: 'friends' });
    await expect
      .poll(() => anns.heard('notification'), patience)
      .toMatchObject([{ content: { kind: 'friend.accepted', by: { id: bob.id, name: 'Bob' } } }]);
    // What was asked is settled, and so is not told any more.
    expect((await bob.api('GET /notifications')).body).toEqual({ items: [], next: null, unread: 0 });
    expect((await bob.api('GET /friends/requests')).body.items).toEqual([]);
    for (const [one, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      await expect
        .poll(async () => (await one.api('GET /friends')).body.items, patience)
        .toMatchObject([{ id: other.id, name: other.name, presence: { status: 'online' } }]);
    }
    const { body: page } = await ann.api('GET /notifications?unread=true');
    expect(page).toMatchObject({ unread: 1, items: [{ content: { kind: 'friend.accepted' } }] });
    const unsaid = (await ann.api('POST /notifications/read', {})).body.detail;
    for (const wanted of ['ids: ', 'upTo: ']) expect(unsaid).toContain(wanted);
    expect((await ann.api('POST /notifications/read', { ids: [page.items[0].id] })).body).toEqual({ read: 1 });
    expect((await ann.api('GET /notifications')).body).toMatchObject({ unread: 0, items: [{ readAt: /Z$/ }] });
    expect((await ann.api(`DELETE /friends/${bob.id}`)).status).toBe(204);
    expect((await bob.api('GET /friends')).body.items).toEqual([]);
    expect((await bob.api(`GET /friends/${ann.id}/compare`)).status).toBe(404);
  });

  test('[M2] lists of friends are told page by page', async () => {
    const ann = await two.player('Ann');
    const others = await Promise.all(Array.from({ length: 5 }, (_, n) => two.player(`Friend ${n}`)));
    for (const other of others) {
      await other.api('POST /friends/requests', { playerId: ann.id });
      await ann.api('POST /friends/requests', { playerId: other.id });
    }
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await ann.api(`GET /friends?limit=2${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toEqual(others.map(({ id }) => id).reverse());
    expect((await ann.api('GET /friends?cursor=nonsense')).status).toBe(400);
  });

  test('[M2] what a player does is seen at the other process, the foremost of several things', async () => {
    const [ann, bob] = await befriended();
    const bobs = await bob.connect();
    const told = () => bobs.heard('presence.changed').map(({ status, matchId }) => [status, matchId]);
    const anns = await ann.connect();
    await expect.poll(told, patience).toEqual([['online', null]]);
    const table = new Table(await ann.sdk.create('chess', { private: true, bots: 1 }));
    await table.begun();
    const { roomId } = table.room;
    await expect.poll(() => told().at(-1), patience).toEqual(['playing', roomId]);
    expect((await bob.api(`GET /presence?ids=${ann.id},${bob.id}`)).body.items).toEqual([
      { playerId: ann.id, status: 'playing', matchId: roomId },
      { playerId: bob.id, status: 'online', matchId: null },
    ]);
    await table.room.leave();
    await expect.poll(() => told().at(-1), patience).toEqual(['online', null]);
    await anns.room.leave();
    await expect.poll(() => told().at(-1), patience).toEqual(['offline', null]);
    expect(told()).toHaveLength(4);
  });

  test('[M2] presence is shown to whom the player allows, and never to who is blocked', async () => {
    const [ann, bob] = await befriended();
    const eve = await two.player('Eve', 1);
    const [, bobs] = [await ann.connect(), await bob.connect()];
    const seenBy = async (viewer: TestPlayer): Promise<string> =>
      (await viewer.api(`GET /players/${ann.id}/presence`)).body.status;
    await expect.poll(() => seenBy(eve), patience).toBe('online');
    const allow = (presence: string) => ann.api('PUT /players/me/settings', { presence });
    expect((await allow('friends')).body).toEqual({ presence: 'friends', messages: 'everyone' });
    expect([await seenBy(eve), await seenBy(bob), await seenBy(ann)]).toEqual(['offline', 'online', 'online']);
    await allow('nobody');
    expect([await seenBy(bob), await seenBy(ann)]).toEqual(['offline', 'online']);
    await expect.poll(() => bobs.heard('presence.changed').at(-1), patience).toMatchObject({ status: 'offline' });
    await allow('everyone');
    expect(await seenBy(eve)).toBe('online');
    await ann.api(`PUT /blocks/${eve.id}`);
    expect([await seenBy(eve), await seenBy(bob)]).toEqual(['offline', 'online']);
    // Nor without a token, by which it would be known who asks.
    expect((await apiOf(two.servers[1].endpoint)(`GET /players/${ann.id}/presence`)).status).toBe(401);
    expect((await allow('strangers')).status).toBe(400);
  });

  test('[M2] a block ends a friendship, and who is blocked is told nothing', async () => {
    const [ann, eve] = await befriended();
    expect((await ann.api(`PUT /blocks/${eve.id}`)).status).toBe(204);
    expect((await ann.api(`PUT /blocks/${eve.id}`)).status).toBe(204);
    expect((await ann.api('GET /blocks')).body.items).toMatchObject([{ id: eve.id, name: 'Bob' }]);
    expect((await eve.api('GET /friends')).body.items).toEqual([]);
    const anns = await ann.connect();
    const other = await two.player('Other');
    // As to anyone who does not answer.
    expect(await eve.api('POST /friends/requests', { playerId: ann.id })).toMatchObject(
      await eve.api('POST /friends/requests', { playerId: other.id }).then(({ status, body }) => ({ status, body })),
    );
    expect((await ann.api('GET /friends/requests')).body.items).toEqual([]);
    expect((await ann.api(`POST /friends/requests/${eve.id}/accept`)).status).toBe(404);
    expect((await ann.api('GET /notifications')).body.items).toEqual([]);
    expect((await ann.api('POST /friends/requests', { playerId: eve.id })).body).toEqual({ status: 'requested' });
    expect((await eve.api('GET /friends/requests')).body.items).toEqual([]);
    expect(anns.heard('notification')).toEqual([]);
    expect((await ann.api(`DELETE /blocks/${eve.id}`)).status).toBe(204);
    expect((await ann.api(`DELETE /blocks/${eve.id}`)).status).toBe(404);
    expect((await ann.api(`PUT /blocks/${ann.id}`)).status).toBe(404);
  });

  test('[M1] [M2] an invitation to a party ends with the friendship', async () => {
    const [ann, eve] = await befriended();
    const partyId = (await ann.api('POST /party')).body.id;
    expect((await ann.api('POST /party/invites', { playerId: eve.id })).status).toBe(200);
    expect((await eve.api('GET /party/invites')).body.items).toMatchObject([{ partyId }]);
    expect((await ann.api(`PUT /blocks/${eve.id}`)).status).toBe(204);
    expect((await eve.api('GET /party/invites')).body.items).toEqual([]);
    expect((await eve.api('POST /party/join', { partyId })).status).toBe(404);
    expect((await ann.api('GET /party')).body).toMatchObject({ members: [{ playerId: ann.id }], invited: [] });
  });

  test('[M2] friends are compared by their matches with each other', async () => {
    const [ann, bob] = await befriended();
    const room = new Table(await ann.sdk.create('chess', { mode: 'untimed', private: true, seat: 0 }));
    const other = new Table(await bob.sdk.joinById(room.room.roomId, {}));
    await Promise.all([room.begun(), other.begun()]);
    expect(await room.act({ type: 'resign' })).toBeUndefined();
    await other.ended();
    const score = { game: 'chess', mode: 'untimed', matches: 1, draws: 0 };
    const { body } = await ann.api(`GET /friends/${bob.id}/compare`);
    expect(body.headToHead).toEqual([{ ...score, wins: 0, losses: 1 }]);
    expect((await bob.api(`GET /friends/${ann.id}/compare`)).body.headToHead).toEqual([
      { ...score, wins: 1, losses: 0 },
    ]);
  });
});

test('[M2] [A2] [C2] who signs out, or was on a process that is killed, is offline to friends at another', async () => {
  const two = await startTwoServers({ shared: false });
  onTestFinished(() => two.stop());
  const [ann, cid, bob] = [await two.player('Ann', 0), await two.player('Cid', 0), await two.player('Bob', 1)];
  for (const friend of [ann, cid]) {
    await friend.api('POST /friends/requests', { playerId: bob.id });
    await bob.api(`POST /friends/requests/${friend.id}/accept`);
  }
  const bobs = await bob.connect();
  const anns = await ann.connect();
  await cid.connect();
  const last = (id: string) =>
    bobs
      .heard('presence.changed')
      .filter(({ playerId }) => playerId === id)
      .at(-1)?.status;
  for (const { id } of [ann, cid]) await expect.poll(() => last(id), patience).toBe('online');
  const elsewhere = apiOf(two.servers[1].endpoint);
  await elsewhere('POST /auth/logout', { token: ann.token, body: {} });
  expect(await anns.closed).toBe(4110);
  await expect.poll(() => last(ann.id), patience).toBe('offline');
  expect(last(cid.id)).toBe('online');
  await two.servers[0].stop('SIGKILL');
  await expect.poll(() => last(cid.id), patience).toBe('offline');
  expect((await bob.api(`GET /players/${cid.id}/presence`)).body.status).toBe('offline');
});
