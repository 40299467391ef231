// One player at two processes: rooms of theirs on both, what is counted over both, and what is told at one of what was
// done at the other. Who meets whom in the queue, presence, chat and rates are tried elsewhere, over two processes, too.

import type { Room } from '@colyseus/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch } from '../../loadtest/client.ts';
import { apiOf } from '../support/api.ts';
import { hasRedis } from '../support/redis.ts';
import { startTwoServers, type TestPlayer, type TwoServers } from '../support/two-servers.ts';

const patience = { timeout: 10_000 };

/** A room, and the process that has it. */
interface Placed {
  readonly room: Room;
  readonly address: string;
  readonly closed: Promise<number>;
}

describe.skipIf(!hasRedis)('across processes', () => {
  let two: TwoServers;
  let opened: Room[] = [];
  beforeAll(async () => void (two = await startTwoServers()));
  // A new room goes to the process that has the fewest.
  afterEach(async () => {
    await Promise.all(opened.filter(({ connection }) => connection.isOpen).map((room) => room.leave()));
    opened = [];
  });
  afterAll(() => two.stop());

  async function create({ sdk, token }: TestPlayer, name: string, options: object): Promise<Placed> {
    const answer = await fetch(`${two.servers[0].endpoint}/matchmake/create/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(options),
    });
    const seat = (await answer.json()) as { publicAddress: string; error?: string };
    if (!answer.ok) throw new Error(seat.error);
    const room = await sdk.consumeSeatReservation(seat as never);
    opened.push(room);
    room.reconnection.enabled = false;
    room.onMessage('*', () => undefined);
    return { room, address: seat.publicAddress, closed: new Promise((resolve) => room.onLeave(resolve)) };
  }

  /** One room on each process. */
  async function createOnBoth(
    players: readonly TestPlayer[],
    name: string,
    options: object,
  ): Promise<[Placed, Placed]> {
    const rooms = [await create(players[0]!, name, options)];
    await expect
      .poll(async () => {
        rooms.push(await create(players[1] ?? players[0]!, name, options));
        return rooms.at(-1)!.address;
      }, patience)
      .not.toBe(rooms[0]!.address);
    return [rooms[0]!, rooms.at(-1)!];
  }

  const stateOf = async (room: Room) => (await room.request<{ state: string }>('status')).state;

  test('[M1] rooms that wait are counted over both processes', async () => {
    const ann = await two.player('Ann');
    const make = () => create(ann, 'chess', { private: true });
    const { address } = await make();
    // A process is told how many rooms the other has a second late: one that comes to the same is left again.
    const elsewhere = async (): Promise<boolean> => {
      const next = await make();
      if (next.address === address) await next.room.leave();
      return next.address !== address;
    };
    await expect.poll(elsewhere, { ...patience, interval: 500 }).toBe(true);
    for (let i = 2; i < 5; i++) await make();
    await expect(create(ann, 'chess', { private: true })).rejects.toThrow(/^too-many-rooms/);
    for (const { endpoint } of two.servers) {
      const refused = await apiOf(endpoint)('POST /rooms', { token: ann.token, body: { game: 'chess' } });
      expect(refused).toMatchObject({ status: 409, body: { type: '/problems/too-many-rooms' } });
    }
  });

  test('[M1] a place in the queue is kept while a connection at either process is', async () => {
    const ann = await two.player('Ann');
    const wish = { game: 'chess', modes: ['chess960'] };
    const [one, other] = await createOnBoth([ann], 'queue', wish);
    await one.room.leave();
    expect(await stateOf(other.room)).toBe('waiting');
  });

  test('[M1] [H9] who has queued at one process hears of the match at the other', async () => {
    const [ann, bob] = [await two.player('Ann', 0), await two.player('Bob', 1)];
    const device = await ann.connect();
    for (const player of [ann, bob]) await player.api('POST /match/queue', { game: 'battleship', modes: ['quick'] });
    await expect.poll(() => device.heard('match.found'), { timeout: 20_000 }).toMatchObject([{ game: 'battleship' }]);
  });

  test('[A2] who signs out at one process is closed in rooms of every kind at both', async () => {
    const ann = await two.player('Ann');
    const { room: watched } = await create(await two.player('Bob'), 'chess', { private: true, bots: 1 });
    const rooms = [
      ...(await createOnBoth([ann], 'chess', { private: true, bots: 1 })),
      ...(await createOnBoth([ann], 'queue', {})),
      ...(await createOnBoth([ann], 'watch', { matchId: watched.roomId })),
    ];
    await ann.api('POST /auth/logout', {});
    expect(await Promise.all(rooms.map(({ closed }) => closed))).toEqual(rooms.map(() => 4110));
  });

  test('[M3] spectators in watch rooms of different processes talk with each other', async () => {
    const [ann, bob] = [await two.player('Ann', 0), await two.player('Bob', 1)];
    const [table] = await privateMatch({ ...ann, playerId: ann.id }, { ...bob, playerId: bob.id }, 'untimed');
    const [dee, eve] = [await two.player('Dee', 0), await two.player('Eve', 1)];
    const both = await createOnBoth([dee, eve], 'watch', { matchId: table.room.roomId });
    const heard: string[] = [];
    both[1].room.onMessage('chat', ({ text }: { text: string }) => heard.push(text));
    await both[0].room.request('chat', { text: 'he should take the knight' });
    await expect.poll(() => heard, patience).toEqual(['he should take the knight']);
  });
});
