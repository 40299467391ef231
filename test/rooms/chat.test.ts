// Chat over two processes, with the SDK and HTTP: direct messages, the channels of a match, and what moderators do.

import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch } from '../../loadtest/client.ts';
import type { ChatMessage } from '../../src/services/chat/messages.ts';
import { hasRedis } from '../support/redis.ts';
import { startTwoServers, type TestPlayer, type TwoServers } from '../support/two-servers.ts';

const patience = { timeout: 10_000 };

/** A room with what is said in it. */
class Talk {
  readonly room: Room;
  readonly heard: ChatMessage[] = [];
  history: ChatMessage[] | undefined;

  constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('chat', (message: ChatMessage) => this.heard.push(message));
    room.onMessage('chat.history', (messages: ChatMessage[]) => (this.history = messages));
    room.onMessage('*', () => undefined);
  }

  get texts(): string[] {
    return this.heard.map(({ text }) => text);
  }

  say(text: string): Promise<{ id?: string; notice?: string }> {
    return this.room.request('chat', { text });
  }

  /** Why it is not said. */
  async refused(text: unknown): Promise<string> {
    try {
      await this.room.request('chat', typeof text === 'string' ? { text } : text);
    } catch (error) {
      return (error as { reason: { reason: string } }).reason.reason;
    }
    return 'it was said';
  }
}

describe.skipIf(!hasRedis)('chat', () => {
  let two: TwoServers;
  beforeAll(async () => void (two = await startTwoServers()));
  afterAll(() => two.stop());

  const pair = async (): Promise<[TestPlayer, TestPlayer]> => [await two.player('Ann', 0), await two.player('Bob', 1)];
  const moderator = async (): Promise<TestPlayer> => {
    const mo = await two.player('Mo', 1);
    await two.db.prisma.player.update({ where: { id: mo.id }, data: { role: 'moderator' } });
    return mo;
  };
  /** Two who play, and whoever watches with these SDKs. */
  async function match(ann: TestPlayer, bob: TestPlayer, ...watching: TestPlayer[]) {
    const tables = await privateMatch({ ...ann, playerId: ann.id }, { ...bob, playerId: bob.id }, 'untimed');
    const { roomId: matchId } = tables[0].room;
    const watch = [];
    for (const { sdk } of watching) watch.push(new Talk(await sdk.joinOrCreate('watch', { matchId })));
    return { matchId, players: tables.map(({ room }) => new Talk(room)), watch };
  }

  test('[M3] [H9] a direct message is told at once to all devices of both, kept, and counted until it is read', async () => {
    const [ann, bob] = await pair();
    const [phone, laptop, bobs] = [await ann.connect(), await ann.connect(), await bob.connect()];
    const { status, body } = await ann.api(`POST /messages/${bob.id}`, { text: ' hello,  what the fuck ' });
    expect(status).toBe(200);
    const message = { id: body.message.id, from: { id: ann.id, name: 'Ann' }, text: 'hello, what the ****' };
    for (const device of [phone, laptop, bobs]) {
      await expect.poll(() => device.heard('message'), patience).toMatchObject([{ ...message, toId: bob.id }]);
    }
    await ann.api(`POST /messages/${bob.id}`, { text: '/me waves' });
    const inbox = async (player: TestPlayer) => (await player.api('GET /messages')).body.items;
    expect(await inbox(bob)).toMatchObject([{ with: { id: ann.id }, unread: 2, last: { text: 'waves', emote: true } }]);
    expect(await inbox(ann)).toMatchObject([{ with: { id: bob.id }, unread: 0 }]);
    const first = await bob.api(`GET /messages/${ann.id}?limit=1`);
    expect(first.body.items).toMatchObject([{ text: 'waves' }]);
    const second = await bob.api(`GET /messages/${ann.id}?limit=1&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [message], next: null });
    await bob.api(`POST /messages/${ann.id}/read`, { upTo: body.message.id });
    expect(await inbox(bob)).toMatchObject([{ unread: 1 }]);
    await bob.api(`POST /messages/${ann.id}/read`, { upTo: '999999999' });
    await bob.api(`POST /messages/${ann.id}/read`, { upTo: '1' });
    expect(await inbox(bob)).toMatchObject([{ unread: 0 }]);
    const other = await two.player('Other');
    expect((await other.api(`GET /messages/${ann.id}`)).body.items).toEqual([]);
  });

  test('[M3] who may write is the reader’s to say, and a block looks like that', async () => {
    const [ann, bob] = await pair();
    const write = (from: TestPlayer, to: TestPlayer) => from.api(`POST /messages/${to.id}`, { text: 'hi' });
    await bob.api('PUT /players/me/settings', { messages: 'friends' });
    const byAudience = await write(ann, bob);
    expect(byAudience).toMatchObject({ status: 403, body: { type: '/problems/unreachable' } });
    await ann.api('POST /friends/requests', { playerId: bob.id });
    await bob.api(`POST /friends/requests/${ann.id}/accept`);
    expect((await write(ann, bob)).status).toBe(200);
    await bob.api('PUT /players/me/settings', { messages: 'everyone' });
    expect((await bob.api(`POST /messages/${ann.id}`, { text: '/block Ann' })).body.notice).toContain('done');
    expect((await write(ann, bob)).body).toEqual(byAudience.body);
    expect((await write(bob, ann)).status).toBe(403);
    expect((await ann.api(`POST /messages/${ann.id}`, { text: 'me' })).status).toBe(404);
    expect((await ann.api(`POST /messages/${bob.id}`, { text: '' })).body.type).toBe('/problems/not-sayable');
    expect((await ann.api(`POST /messages/${bob.id}`, { text: '/dance' })).body.type).toBe('/problems/bad-command');
  });

  test('[M3] players talk among themselves, spectators apart from them, in all rooms that show the match', async () => {
    const [ann, bob] = await pair();
    const [cid, dee] = [await two.player('Cid', 0), await two.player('Dee', 1)];
    const { matchId, players, watch } = await match(ann, bob, cid, dee);
    await players[0]!.say('good luck');
    for (const { texts } of [players[0]!, players[1]!]) expect(texts.length).toBeLessThan(2);
    await expect.poll(() => players[1]!.heard, patience).toMatchObject([{ text: 'good luck', from: { name: 'Ann' } }]);
    await watch[0]!.say('he should take the knight');
    await expect.poll(() => watch[1]!.texts, patience).toEqual(['he should take the knight']);
    await watch[1]!.say('indeed');
    await expect.poll(() => watch[0]!.texts, patience).toEqual(['he should take the knight', 'indeed']);
    expect(players.map(({ texts }) => texts)).toEqual([['good luck'], ['good luck']]);
    const late = new Talk(await (await two.player('Late', 1)).sdk.joinOrCreate('watch', { matchId }));
    await expect.poll(() => late.history?.map(({ text }) => text), patience).toEqual(watch[0]!.texts);

    // A player of the match has no part in what spectators say, nor has who is nobody, or is at another moment.
    const spy = new Talk(await ann.sdk.joinOrCreate('watch', { matchId }));
    expect(await spy.refused('psst')).toBe('no_chat');
    delete ann.sdk.auth.token;
    const nobody = new Talk(await ann.sdk.joinOrCreate('watch', { matchId }));
    expect(await nobody.refused('psst')).toBe('no_chat');
    const own = new Talk(await dee.sdk.joinOrCreate('watch', { matchId, own: true }));
    expect(await own.refused('psst')).toBe('no_chat');
    await watch[0]!.say('the queen is lost');
    await expect.poll(() => late.texts, patience).toEqual(['the queen is lost']);
    for (const talk of [spy, nobody, own, ...players]) {
      expect(talk.texts).not.toContain('the queen is lost');
      expect(talk.history).toBeUndefined();
    }
    expect(await watch[0]!.refused({ text: 1 })).toBe('malformed');
    expect(await watch[0]!.refused('x'.repeat(501))).toBe('not-sayable');
  });

  test('[M3] slash commands: help, me, mute, unmute, and those that there are not', async () => {
    const [ann, bob] = await pair();
    const { players } = await match(ann, bob);
    const [anns, bobs] = players as [Talk, Talk];
    expect((await bobs.say('/help')).notice).toContain('/mute <name>');
    expect((await bobs.say('/help')).notice).not.toContain('/timeout');
    await anns.say('/me waves');
    await expect.poll(() => bobs.heard, patience).toMatchObject([{ text: 'waves', emote: true }]);
    expect((await bobs.say('/mute ann')).notice).toContain('done');
    await anns.say('can you hear me?');
    await expect.poll(() => anns.texts, patience).toContain('can you hear me?');
    expect((await bob.api('GET /mutes')).body.items).toMatchObject([{ id: ann.id }]);
    expect((await bobs.say(`/unmute ${ann.id}`)).notice).toContain('done');
    await anns.say('and now?');
    await expect.poll(() => bobs.texts, patience).toEqual(['waves', 'and now?']);
    expect(await bobs.refused('/mute Nobody')).toBe('bad-command');
    expect(await bobs.refused('/mute')).toBe('bad-command');
    expect(await bobs.refused('/timeout Ann 5')).toBe('forbidden');
    expect(await anns.refused('/constructor')).toBe('bad-command');
  });

  test('[M3] [A4] who says too much at once has to wait', async () => {
    const [ann, bob] = await pair();
    const { players } = await match(ann, bob);
    // At once: one after the other they might be few enough, on a busy machine.
    const spam = Array.from({ length: 12 }, (_, n) => players[0]!.refused(`spam ${n}`));
    const answers = await Promise.all(spam);
    expect(answers.filter((answer) => answer === 'it was said').length).toBeLessThanOrEqual(11);
    expect(answers).toContain('too-many-requests');
    expect(await players[1]!.refused('calm down')).toBe('it was said');
  });

  test('[M3] a report carries what was said as it was written; a moderator acts on it, and both are told', async () => {
    const [ann, eve] = await pair();
    const mo = await moderator();
    const { matchId, players } = await match(ann, eve);
    await players[0]!.say('hi');
    await players[1]!.say('you are a fucking noob');
    await expect.poll(() => players[0]!.texts, patience).toHaveLength(2);
    const { id: messageId, text } = players[0]!.heard[1]!;
    expect(text).toBe('you are a ****ing noob');
    const report = { playerId: eve.id, reason: 'abuse', messageId, note: 'rude' };
    const { body: filed } = await ann.api('POST /reports', report);
    expect((await ann.api('POST /reports', report)).body).toEqual(filed);
    const stranger = await two.player('Stranger');
    expect((await stranger.api('POST /reports', report)).status).toBe(404);
    expect((await ann.api('POST /reports', { playerId: ann.id, reason: 'other' })).status).toBe(404);
    expect((await ann.api('GET /moderation/reports')).status).toBe(403);

    const queue = `GET /moderation/reports?status=open&player_id=${eve.id}` as const;
    const { items } = (await mo.api(queue)).body;
    expect(items).toMatchObject([{ ...filed, matchId, messageId, reporter: { id: ann.id }, player: { id: eve.id } }]);
    expect(items[0].evidence).toMatchObject([{ text: 'hi' }, { text: 'you are a fucking noob', fromId: eve.id }]);
    await mo.api(`POST /moderation/reports/${filed.id}/take`);
    expect((await mo.api(queue)).body.items).toEqual([]);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const resolution = { action: 'mute', reason: 'language', expiresAt };
    const [anns, eves] = [await ann.connect(), await eve.connect()];
    expect((await mo.api(`POST /moderation/reports/${filed.id}/resolve`, resolution)).body).toMatchObject({
      ...{ status: 'resolved', action: 'mute', takenById: mo.id },
    });
    expect((await mo.api(`POST /moderation/reports/${filed.id}/resolve`, resolution)).status).toBe(409);
    const told = (device: typeof anns) => device.heard('notification').map(({ content }) => content);
    await expect
      .poll(() => told(anns), patience)
      .toEqual([{ kind: 'report.resolved', reportId: filed.id, acted: true }]);
    await expect
      .poll(() => told(eves), patience)
      .toEqual([{ kind: 'moderation.muted', reason: 'language', until: expiresAt }]);
    expect(await players[1]!.refused('but why?')).toBe('muted');
    expect(await eve.api(`POST /messages/${ann.id}`, { text: 'why?' })).toMatchObject({
      ...{ status: 403, body: { type: '/problems/muted', reason: 'language', expiresAt } },
    });
    const audited = await two.db.prisma.auditEntry.findMany({ where: { actorId: mo.id }, orderBy: { id: 'asc' } });
    expect(audited.map(({ action }) => action)).toEqual(['report.take', 'player.mute', 'report.resolve']);
    expect((await mo.api(`DELETE /moderation/mutes/${eve.id}`)).status).toBe(204);
    expect(await players[1]!.refused('thank you')).toBe('it was said');
  });

  test('[M3] [A2] /report and /timeout work where one talks; a ban by a report closes the player at once', async () => {
    const [ann, eve] = await pair();
    const mo = await moderator();
    const { players, watch } = await match(await two.player('Cid'), await two.player('Dee'), ann, eve, mo);
    const [anns, eves, mos] = watch as [Talk, Talk, Talk];
    await eves.say('buy gold at example.com');
    await expect.poll(() => anns.texts, patience).toHaveLength(1);
    expect((await anns.say('/report Bob spam')).notice).toContain('done');
    expect((await mos.say('/timeout Bob 10 advertising')).notice).toContain('done');
    expect(await eves.refused('buy more gold')).toBe('muted');
    const { items } = (await mo.api(`GET /moderation/reports?player_id=${eve.id}`)).body;
    expect(items).toMatchObject([{ note: 'spam', evidence: [{ text: 'buy gold at example.com' }] }]);
    const closed = (await eve.connect()).closed;
    const resolve = `POST /moderation/reports/${items[0].id}/resolve` as const;
    expect((await mo.api(resolve, { action: 'ban', reason: 'advertising' })).status).toBe(200);
    expect(await closed).toBe(4111);
    await expect.poll(() => eves.room.connection.isOpen, patience).toBe(false);
    expect(players.every(({ room }) => room.connection.isOpen)).toBe(true);
  });
});
