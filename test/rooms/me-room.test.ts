// The room `me`: what a player is told at once, on each device, until they are signed out.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Push } from '../../src/queues/pushes.ts';
import { receivePushes } from '../../src/services/pushes.ts';
import { signInGuest } from '../support/accounts.ts';
import { playerOf } from '../support/api.ts';
import { noise } from '../support/noise.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';

/** A masked WebSocket frame without a payload (RFC 6455, 5.5.3). */
const emptyPong = Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0);

let rooms: RoomServer;
let receiver: { stop(): Promise<void> };
beforeAll(async () => {
  rooms = await startRoomServer(noise);
  receiver = await receivePushes(rooms.databaseUrl, rooms.services.pushes, (error) =>
    expect.unreachable(error.message),
  );
});
afterAll(async () => {
  await receiver.stop();
  await rooms.stop();
});

async function connected(port = rooms.port) {
  const session = await signInGuest(rooms.services);
  const open = async (): Promise<Device> => new Device(await sdk.joinOrCreate('me'));
  const { sdk } = playerOf(`http://127.0.0.1:${port}`, session);
  return { session, open, identity: (await rooms.services.sessions.verify(session.token))! };
}

class Device {
  readonly room: Room;
  readonly heard: [unknown, unknown][] = [];
  readonly closed: Promise<number>;

  constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('*', (type, content) => this.heard.push([type, content]));
    this.closed = new Promise((resolve) => room.onLeave(resolve));
  }
}

const unlocked: Push = { type: 'achievement.unlocked', achievement: 'first-steps', points: 10, matchId: null };
const { type: _, ...content } = unlocked;

test('[H9] every device of a player hears what is theirs, and nobody else does', async () => {
  const [ann, bob] = [await connected(), await connected()];
  const [phone, laptop, other] = [await ann.open(), await ann.open(), await bob.open()];
  expect(phone.room.roomId).toBe(other.room.roomId);
  rooms.services.pushes.send([ann.session.playerId], unlocked);
  for (const { heard } of [phone, laptop]) await expect.poll(() => heard).toEqual([['achievement.unlocked', content]]);
  await phone.room.leave();
  rooms.services.pushes.send([ann.session.playerId, bob.session.playerId], { ...unlocked, points: 20 });
  await expect.poll(() => other.heard).toEqual([['achievement.unlocked', { ...content, points: 20 }]]);
  await expect.poll(() => laptop.heard).toHaveLength(2);
  expect(phone.heard).toHaveLength(1);
});

test('[A2] it takes nobody without a token, and closes who signs out or is banned', async () => {
  const stranger = playerOf(`http://127.0.0.1:${rooms.port}`, { playerId: '', name: '', token: '' });
  await expect(stranger.sdk.joinOrCreate('me')).rejects.toThrow(/sign in first/);
  const [ann, bob] = [await connected(), await connected()];
  const [anns, bobs] = [await ann.open(), await bob.open()];
  await rooms.services.sessions.end(ann.session.playerId, ann.identity.authSessionId);
  expect(await anns.closed).toBe(4110);
  await rooms.database.prisma.player.update({ where: { id: ann.session.playerId }, data: { role: 'admin' } });
  await rooms.services.bans.ban(bob.session.playerId, { reason: 'spam' }, ann.identity);
  expect(await bobs.closed).toBe(4111);
  rooms.services.pushes.send([ann.session.playerId], unlocked);
  await expect(ann.open()).rejects.toThrow(/sign in first/);
  expect(anns.heard).toEqual([]);
});

test('[V4] who says something to it that it does not take is closed, and nobody else', async () => {
  const [eve, ann] = [await (await connected()).open(), await (await connected()).open()];
  eve.room.send('achievement.unlocked', content);
  expect(await eve.closed).toBe(4101);
  expect(ann.room.connection.isOpen).toBe(true);
  expect(ann.heard).toEqual([]);
});

test('a player has so many devices; another one takes the place of the oldest', async () => {
  const ann = await connected();
  const devices: Device[] = [];
  for (let n = 0; n < 11; n++) devices.push(await ann.open());
  expect(await devices[0]!.closed).toBe(4100);
  rooms.services.pushes.send([ann.session.playerId], unlocked);
  for (const { heard } of devices.slice(1)) await expect.poll(() => heard).toHaveLength(1);
});

test('[H9] who does not read is closed, and others are told as before', async () => {
  const proxy = await startStallingProxy(rooms.port);
  const [slow, quick] = [await connected(proxy.port), await connected()];
  const [device, other] = [await slow.open(), await quick.open()];
  const room = matchMaker.getLocalRoomById(device.room.roomId);
  const { ref } = room.clients.getById(device.room.sessionId)!;
  const closedWith = new Promise<number>((resolve) => {
    const socket = ref as unknown as { close(code: number): void };
    const close = socket.close.bind(socket);
    socket.close = (code) => {
      resolve(code);
      close(code);
    };
  });
  proxy.stall();
  let open = true;
  void closedWith.then(() => (open = false));
  const long = { ...unlocked, achievement: 'x'.repeat(7_000) };
  for (let told = 0; open && told < 20_000; told += 100) {
    proxy.forge(emptyPong);
    for (let n = 0; n < 100; n++) rooms.services.pushes.receive(JSON.stringify([[slow.session.playerId], long]));
    await sleep(5);
  }
  expect(await closedWith).toBe(4102);
  rooms.services.pushes.send([quick.session.playerId], unlocked);
  await expect.poll(() => other.heard).toHaveLength(1);
  proxy.close();
});
