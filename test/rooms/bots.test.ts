// Bots in rooms, as the people who asked for them meet them: over the SDK, up to the verified log.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getJson, type Player, signIn, Table, watchMatch } from '../../loadtest/client.ts';
import { evaluate } from '../../src/games/chess/evaluation.ts';
import { moveList } from '../../src/games/chess/moves.ts';
import { uci } from '../../src/games/chess/notation.ts';
import { legalMoves, play } from '../../src/games/chess/play.ts';
import { copy, emptyPosition, load } from '../../src/games/chess/position.ts';
import type { ChessState } from '../../src/games/chess/state.ts';
import type { BattleshipState } from '../../src/games/battleship/state.ts';
import { gameById } from '../../src/games/index.ts';
import { type MatchLog, plain, replay } from '../../src/games/kit/index.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { readFile } from '../../src/replays/log-file.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { inRows, placing } from '../games/battleship/setup.ts';
import { downloadLog, judge, trustIn } from '../support/log-file.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let ann: Player;
let bob: Player;
beforeAll(async () => {
  server = await startServer();
  [ann, bob] = await Promise.all([signIn(server.endpoint, 'Ann'), signIn(server.endpoint, 'Bob')]);
});
afterAll(() => server.stop());

interface Match {
  readonly rated: boolean;
  readonly verified: boolean | null;
  readonly seats: readonly { readonly player: { readonly id: string; readonly name: string; readonly bot: boolean } }[];
}

const matchOf = (matchId: string): Promise<Match> => getJson(server.endpoint, `/matches/${matchId}`);

async function logOf(matchId: string): Promise<MatchLog> {
  const { chunks } = readFile(await downloadLog(server.endpoint, matchId));
  return decodeLog(chunks.map(({ bytes }) => bytes));
}

const isEmpty = (list: ArrayLike<unknown> | undefined): boolean => list === undefined || list.length === 0;

/** Of the moves that white has, the worst: so that the bot mates soon. */
function worstMove(state: ChessState): { type: 'move'; move: string } {
  const now = load(emptyPosition(), state);
  const { moves, count } = legalMoves(moveList(), now);
  const worth = (i: number): number => {
    const after = copy(emptyPosition(), now);
    play(after, moves[i]!);
    return evaluate(after, legalMoves(moveList(), after).count);
  };
  const worths = Array.from({ length: count }, (_, i) => worth(i));
  return { type: 'move', move: uci(now, moves[worths.indexOf(Math.min(...worths))]!) };
}

test('[G5] chess against a bot goes on to its end, unrated, and the log verifies', async () => {
  const options = { mode: 'blitz', private: true, bots: 1, seat: 0 };
  const table = new Table(await ann.sdk.create('chess', options));
  expect(await table.begun()).toBe(0);
  expect(table.info).toMatchObject({
    rated: false,
    seats: [
      { name: 'Ann', bot: false },
      { name: 'Chess bot', bot: true, connected: true },
    ],
  });
  const state = (): ChessState => table.room.state as ChessState;
  await expect.poll(() => isEmpty(state().board)).toBe(false);
  while (!table.end) {
    if (state().turn === 0 && state().ending === '') expect(await table.act(worstMove(state()))).toBeUndefined();
    await sleep(20);
  }
  const { outcome } = table.end;
  const { roomId } = table.room;
  const finalState = table.room.state.toJSON();
  await expect.poll(() => matchOf(roomId), { timeout: 15_000 }).toMatchObject({ rated: false, verified: true });
  expect(judge(await downloadLog(server.endpoint, roomId), await trustIn(server.endpoint))).toMatchObject({
    verified: true,
    signature: 'valid',
  });

  // What Ann saw is what the log replays to, and the bot took its time.
  const log = await logOf(roomId);
  const replayed = replay(gameById('chess')!.rules, log, { make: plain, sha256 });
  expect(replayed.outcome).toEqual(outcome);
  const { tick: _, positions: __, ...onTheWire } = replayed.state as ChessState;
  expect(finalState).toEqual(onTheWire);
  const actions = log.entries.filter((entry) => entry.kind === 'action');
  for (const [n, { seat, tick }] of actions.entries()) {
    if (seat === 1) expect(tick - actions[n - 1]!.tick).toBeGreaterThanOrEqual(0.3 * log.header.tickRate);
  }
  const board = await getJson<{ items: unknown[] }>(server.endpoint, '/leaderboards/chess?mode=blitz');
  expect(board.items).toEqual([]);
  const scorers = async (): Promise<string[]> => {
    const { items } = await getJson<{ items: { playerId: string }[] }>(server.endpoint, '/scores?game=chess');
    return items.map(({ playerId }) => playerId);
  };
  await expect.poll(scorers, { timeout: 15_000 }).toEqual([ann.playerId]);
});

describe('[G5] the arena', () => {
  test('begins at once with three bots, which fight; without people it ends', async () => {
    const table = new Table(await ann.sdk.create('arena', { mode: 'classic', private: true, bots: 3 }));
    const seat = await table.begun();
    const { room } = table;
    const names = table.info!.seats.map(({ name }) => name).toSorted();
    expect(names).toEqual(['Ann', 'Arena bot 1', 'Arena bot 2', 'Arena bot 3']);
    expect(table.info!.rated).toBe(false);
    const watcher = new Table(await bob.sdk.joinOrCreate('watch', { matchId: room.roomId }));
    watcher.room.onMessage('*', () => undefined);
    const shots = (): number => room.state.shots?.length ?? 0;
    await expect.poll(shots, { timeout: 20_000 }).toBeGreaterThan(0);
    await room.leave();

    await expect.poll(() => matchOf(room.roomId), { timeout: 15_000 }).toMatchObject({ rated: false, verified: true });
    const log = await logOf(room.roomId);
    const bots = [0, 1, 2, 3].filter((each) => each !== seat);
    const moving = log.entries.flatMap((entry) => (entry.kind === 'inputs' ? entry.changes.map(([who]) => who) : []));
    expect([...new Set(moving)].toSorted()).toEqual(bots);
    expect(log.entries.filter(({ kind }) => kind === 'leave').length).toBeGreaterThan(1);
    const { seats } = await matchOf(room.roomId);
    expect(seats.filter(({ player }) => player.bot).map(({ player }) => player.id)).toEqual(
      bots.map((bot) => log.header.seats[bot]),
    );
    await watcher.room.leave();
  });

  test('waits for the people who are expected, and meets the same bots again', async () => {
    const first = new Table(await ann.sdk.create('arena', { mode: 'teams', private: true, bots: 2 }));
    await expect.poll(() => first.info?.phase).toBe('waiting');
    const second = new Table(await bob.sdk.joinById(first.room.roomId, {}));
    await Promise.all([first.begun(), second.begun()]);
    expect(first.info!.seats.filter(({ bot }) => bot)).toHaveLength(2);
    const third = await signIn(server.endpoint);
    await expect(third.sdk.joinById(first.room.roomId, {})).rejects.toThrow(/every seat/);
    await first.room.leave();
    expect(second.end).toBeUndefined();
    await second.room.leave();
    await expect
      .poll(() => getJson(server.endpoint, `/matches/${first.room.roomId}`))
      .toMatchObject({ status: 'finished' });
  });
});

test('[G5] [W3] battleship against a bot, which tells its fleet to nobody', async () => {
  const table = new Table(await ann.sdk.create('battleship', { mode: 'classic', private: true, bots: 1, seat: 1 }));
  expect(await table.begun()).toBe(1);
  const state = (): BattleshipState => table.room.state as BattleshipState;
  await expect.poll(() => state().waters?.[0]?.ready).toBe(true);
  expect(await table.act(placing(inRows))).toBeUndefined();
  for (let cell = 0; cell < 4; cell++) {
    await expect.poll(() => state().turn).toBe(1);
    expect(await table.act({ type: 'fire', x: cell, y: 9 })).toBeUndefined();
  }
  expect(state().waters[0]!.ships ?? []).toHaveLength(0);
  expect(await table.act({ type: 'resign' })).toBeUndefined();
  expect((await table.ended()).outcome).toEqual({ ranks: [1, 2], reason: 'resignation' });
  await expect
    .poll(() => matchOf(table.room.roomId), { timeout: 15_000 })
    .toMatchObject({ rated: false, verified: true });
  const fired = (await logOf(table.room.roomId)).entries.filter(
    (entry) => entry.kind === 'action' && entry.seat === 0 && (entry.action as { type: string }).type === 'fire',
  );
  expect(fired.length).toBeGreaterThanOrEqual(4);
});

test('[G5] wrong wishes for bots are refused with what is wrong', async () => {
  const create = (options: object): Promise<unknown> => ann.sdk.create('arena', options);
  await expect(create({ mode: 'classic', bots: 3 })).rejects.toThrow(/private match only.*bots: 1/);
  await expect(create({ mode: 'classic', private: true, bots: 4 })).rejects.toThrow(/4 seats.*too few for 4 bots/);
  await expect(create({ mode: 'duel', private: true, bots: 2 })).rejects.toThrow(/2 seats/);
  await expect(create({ private: true, bots: -1 })).rejects.toThrow(/bots/);
  await expect(create({ private: true, bots: 1.5 })).rejects.toThrow(/bots/);
  const table = new Table(await ann.sdk.create('chess', { private: true }));
  await expect(bob.sdk.joinById(table.room.roomId, { private: true, bots: 1 })).rejects.toThrow(
    /who creates the match/,
  );
  await table.room.leave();
});

test('[G5] who plays bots alone and goes has lost to them', async () => {
  const table = new Table(await ann.sdk.create('chess', { mode: 'rapid', private: true, bots: 1, seat: 0 }));
  await table.begun();
  await table.room.leave();
  await expect
    .poll(() => getJson(server.endpoint, `/matches/${table.room.roomId}`))
    .toMatchObject({ status: 'finished', reason: 'abandonment', rated: false, seats: [{ rank: 2 }, { rank: 1 }] });
});

test('[W2] a match with bots is not rated, and so is watched without the delay of its mode', async () => {
  const table = new Table(await ann.sdk.create('arena', { mode: 'duel', private: true, bots: 1 }));
  await table.begun();
  const watching = await watchMatch(bob.sdk, table.room.roomId);
  await expect.poll(() => watching.room.state.tick, { timeout: 20_000 }).toBeGreaterThan(30);
  expect((await fetch(`${server.endpoint}/api/v1/matches/${table.room.roomId}/log`)).status).toBe(200);
  await Promise.all([table, watching].map(({ room }) => room.leave()));
});
