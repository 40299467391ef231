// What a mode may set for its queue, on games of the test's own: bots, how long a match waits for its players, and that
// only the queue's matches are rated.

import type { AddressInfo } from 'node:net';
import type { Server } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Player, signIn, Table } from '../../loadtest/client.ts';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { chess } from '../../src/games/chess/index.ts';
import type { ChessMode } from '../../src/games/chess/modes.ts';
import type { Game } from '../../src/games/kit/index.ts';
import { openLog } from '../../src/log.ts';
import { newKey } from '../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { queue } from '../support/queue.ts';

const usual = { seats: 2, rated: true, graceSeconds: 5 };
const modes: Record<string, ChessMode> = {
  lonely: { ...usual, title: 'Bots soon', queue: { botsAfterSeconds: 1 } },
  hasty: { ...usual, title: 'Come soon', queue: { comeSeconds: 4 } },
  strict: { ...usual, title: 'Rated by the queue alone', queue: { ratedOnlyHere: true } },
  broken: { ...usual, title: 'Never set up' },
};
const gameCalled = (id: string): Game => {
  const setup: typeof chess.rules.setup = (make, mode, rng) => {
    if (mode === modes['broken']) throw new Error('a bug in setup');
    return chess.rules.setup(make, mode, rng);
  };
  return { ...chess, rules: { ...chess.rules, id, modes, defaultMode: 'lonely', setup } } as Game;
};
const games = { chess: gameCalled('chess'), draughts: gameCalled('draughts') };

let db: TestDatabase;
let server: Server;
let endpoint: string;
beforeAll(async () => {
  db = await testDatabase();
  const keys = { TOKEN_KEY: newKey(), DATA_KEY: newKey(), LOG_KEY: newKey() };
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: db.url, ...keys });
  server = createApp(config, openLog(config), games);
  await server.listen(0, '127.0.0.1');
  endpoint = `http://127.0.0.1:${(server.transport.server!.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.gracefullyShutdown(false);
  await db.drop();
});

const players = (count: number): Promise<Player[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => signIn(endpoint, `Player ${i}`)));

test('[M1] bots come where nobody is found, and nothing is rated then', async () => {
  const [ann, bob] = await players(2);
  const proud = await queue(bob!, { game: 'chess', modes: ['hasty'], bots: false });
  const waiting = await queue(ann!, { game: 'chess', modes: ['lonely'] });
  const table = await waiting.sit();
  await table.begun();
  expect(table.info!.rated).toBe(false);
  expect(table.info!.seats.map(({ bot }) => bot).toSorted()).toEqual([false, true]);
  expect(proud.found).toBeUndefined();
  await Promise.all([table.room.leave(), proud.room.leave()]);
});

test('[M1] who does not want bots waits on', async () => {
  const [ann, ...others] = await players(3);
  const waiting = await queue(ann!, { game: 'chess', modes: ['lonely'], bots: false });
  const status = () => waiting.room.request<{ state: string; waitedSeconds: number }>('status');
  await expect.poll(async () => (await status()).waitedSeconds, { interval: 300 }).toBeGreaterThan(1.5);
  // A round of the queue in which there could have been bots.
  const paired = await Promise.all(others.map((each) => queue(each, { game: 'chess', modes: ['hasty'] })));
  const tables = await Promise.all(paired.map((each) => each.sit()));
  await Promise.all(tables.map((each) => each.begun()));
  expect(await status()).toMatchObject({ state: 'waiting' });
  await Promise.all([waiting, ...tables].map(({ room }) => room.leave()));
});

/** People, by what came of their queueing. */
const countedIn = async (mode: string) => {
  const { _sum } = await db.database.prisma.queueDay.aggregate({
    where: { mode },
    _sum: { queued: true, matched: true },
  });
  return { queued: _sum.queued ?? 0, matched: _sum.matched ?? 0 };
};

test('[M1] [P7] a player who does not come has lost the place; who came is told, and keeps theirs', async () => {
  const [ann, bob, cy] = await players(3);
  const before = await countedIn('hasty');
  const first = await queue(ann!, { game: 'chess', modes: ['hasty'] });
  const own = { where: { players: { some: { playerId: ann!.playerId } } } };
  const { queuedAt } = await db.database.prisma.queueEntry.findFirstOrThrow(own);
  const second = await queue(bob!, { game: 'chess', modes: ['hasty'] });
  const { matchId } = await second.match();
  const table = await first.sit();
  const closed = new Promise((resolve) => table.room.onLeave(resolve));
  expect(await table.ended()).toMatchObject({ outcome: null, reason: 'player_missing' });
  await closed;
  await expect.poll(() => first.said.cancelled, { timeout: 10_000 }).toEqual([{ matchId, requeued: true }]);
  await expect.poll(() => second.said.cancelled, { timeout: 10_000 }).toEqual([{ matchId, requeued: false }]);
  expect(await db.database.prisma.queuedPlayer.findMany({ select: { playerId: true } })).toEqual([
    { playerId: ann!.playerId },
  ]);
  expect(await db.database.prisma.queueEntry.findFirstOrThrow(own)).toMatchObject({ queuedAt, state: 'waiting' });

  // And is matched with the next who comes.
  first.found = undefined;
  const third = await queue(cy!, { game: 'chess', modes: ['hasty'] });
  const tables = await Promise.all([first.sit(), third.sit()]);
  await Promise.all(tables.map((each) => each.begun()));
  await Promise.all(tables.map(({ room }) => room.leave()));
  const counted = { queued: before.queued + 3, matched: before.matched + 2 };
  await expect.poll(() => countedIn('hasty'), { timeout: 10_000 }).toEqual(counted);
});

test('[M1] where a process is lost between the pairing and the match, its players are paired again', async () => {
  const [ann, bob] = await players(2);
  const waiting = [await queue(ann!, { game: 'chess', modes: ['hasty'] })];
  await db.database.pool.query(`UPDATE queue_entries SET state = 'placing', since = now() - interval '20 seconds'`);
  await expect.poll(() => db.database.prisma.queueEntry.findFirst()).toMatchObject({ state: 'waiting' });
  await db.database.pool.query(
    `UPDATE queue_entries SET state = 'found', match_id = gen_random_uuid(), mode = 'hasty', region = 'local',
       since = now() - interval '40 seconds'`,
  );
  waiting.push(await queue(bob!, { game: 'chess', modes: ['hasty'] }));
  const found = await Promise.all(waiting.map((each) => each.match()));
  expect(found[0]!.matchId).toBe(found[1]!.matchId);
  const tables = await Promise.all(waiting.map((each) => each.sit()));
  await Promise.all(tables.map((each) => each.begun()));
  await Promise.all(tables.map(({ room }) => room.leave()));
});

test('[M1] a mode in which no match can be set up holds up no other, of its game or of others', async () => {
  const pairOf = async (game: string, mode: string) =>
    Promise.all((await players(2)).map((each) => queue(each, { game, modes: [mode] })));
  const stuck = await Promise.all(Object.keys(games).map((game) => pairOf(game, 'broken')));
  const waiting = await Promise.all(Object.keys(games).map((game) => pairOf(game, 'hasty')));
  const tables = await Promise.all(waiting.flat().map((each) => each.sit()));
  await Promise.all(tables.map((each) => each.begun()));
  const rooms = [...tables, ...stuck.flat()].map(({ room }) => room);
  await Promise.all(rooms.map((room) => room.leave()));
});

test('[M1] in a mode that only the queue rates, friends who arrange a match play for nothing', async () => {
  const [ann, bob] = await players(2);
  for (const options of [{ mode: 'strict', private: true }, { mode: 'strict' }]) {
    const arranged = new Table(await ann!.sdk.create('chess', options));
    const second = new Table(await bob!.sdk.joinById(arranged.room.roomId, {}));
    await Promise.all([arranged.begun(), second.begun()]);
    expect(arranged.info!.rated).toBe(false);
    await Promise.all([arranged, second].map(({ room }) => room.leave()));
  }
  const waiting = await Promise.all([ann!, bob!].map((each) => queue(each, { game: 'chess', modes: ['strict'] })));
  const tables = await Promise.all(waiting.map((each) => each.sit()));
  await Promise.all(tables.map((each) => each.begun()));
  expect(tables[0]!.info!.rated).toBe(true);
  await Promise.all(tables.map(({ room }) => room.leave()));
});
