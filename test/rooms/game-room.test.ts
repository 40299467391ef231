// The game room over real sockets, with nothing but the Colyseus SDK.

import { Client } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { getJson, type Player, privateMatch, signIn, Table, watchMatch } from '../../loadtest/client.ts';
import { chess } from '../../src/games/chess/index.ts';
import { below, plain, replay, seeded } from '../../src/games/kit/index.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { readFile } from '../../src/replays/log-file.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { downloadLog } from '../support/log-file.ts';
import { startRoomServer } from '../support/room-server.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let ann: Player;
let bob: Player;
beforeAll(async () => {
  server = await startServer();
  [ann, bob] = await Promise.all([signIn(server.endpoint, 'Ann'), signIn(server.endpoint, 'Bob')]);
});
afterAll(() => server.stop());

const move = (uci: string) => ({ type: 'move', move: uci });
const closed = (table: Table): Promise<number> => new Promise((resolve) => table.room.onLeave(resolve));

describe('seats', () => {
  test('two strangers who ask for the same mode meet, and each is told its seat', async () => {
    const first = new Table(await ann.sdk.joinOrCreate('chess', { mode: 'rapid' }));
    const second = new Table(await bob.sdk.joinOrCreate('chess', { mode: 'rapid' }));
    const seats = await Promise.all([first.begun(), second.begun()]);
    expect(second.room.roomId).toBe(first.room.roomId);
    expect(seats.toSorted()).toEqual([0, 1]);
    expect(first.info?.seats.map(({ name }) => name).toSorted()).toEqual(['Ann', 'Bob']);
    await Promise.all([first.room.leave(), second.room.leave()]);
  });

  test('those who ask for another mode, or for none, do not meet', async () => {
    const tables = await Promise.all([
      ann.sdk.joinOrCreate('chess', { mode: 'bullet' }),
      bob.sdk.joinOrCreate('chess', {}),
    ]);
    expect(tables[0].roomId).not.toBe(tables[1].roomId);
    await Promise.all(tables.map((room) => room.leave()));
  });

  test('many strangers at once are all paired', async () => {
    const players = await Promise.all(Array.from({ length: 20 }, () => signIn(server.endpoint)));
    const tables = await Promise.all(
      players.map(async ({ sdk }) => new Table(await sdk.joinOrCreate('chess', { mode: 'blitz' }))),
    );
    await Promise.all(tables.map((table) => table.begun()));
    expect(new Set(tables.map(({ room }) => room.roomId)).size).toBe(10);
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  test('a wrong mode, an unknown option, a seat for strangers: refused with what to do', async () => {
    await expect(ann.sdk.joinOrCreate('chess', { mode: 'lightning' })).rejects.toThrow(
      /no mode "lightning".*bullet, blitz/,
    );
    await expect(ann.sdk.joinOrCreate('chess', { elo: 3000 })).rejects.toThrow(/elo/);
    await expect(ann.sdk.joinOrCreate('chess', { seat: 0 })).rejects.toThrow(/private match/);
  });

  test('nobody chooses a seat among strangers by calling their match private', async () => {
    const waiting = await ann.sdk.joinOrCreate('chess', { mode: 'blitz' });
    const wishes = { mode: 'blitz', private: true, seat: 0 };
    for (const join of [() => bob.sdk.joinOrCreate('chess', wishes), () => bob.sdk.joinById(waiting.roomId, wishes)]) {
      await expect(join()).rejects.toThrow(/seats are drawn/);
    }
    await waiting.leave();
  });

  test('[A2] a join without a token, or with a forged one, is refused', async () => {
    const stranger = new Client(server.endpoint);
    await expect(stranger.joinOrCreate('chess', {})).rejects.toThrow(/sign in first/);
    stranger.auth.token = ann.sdk.auth.token!.replace(/.{4}$/, 'AAAA');
    await expect(stranger.joinOrCreate('chess', {})).rejects.toThrow(/sign in first/);
  });

  test('a third player finds no seat, and is told how to watch', async () => {
    const [white, black] = await privateMatch(ann, bob, 'blitz');
    const third = await signIn(server.endpoint, 'Cid');
    await expect(third.sdk.joinById(white.room.roomId, {})).rejects.toThrow(/every seat .*"watch"/);
    await Promise.all([white.room.leave(), black.room.leave()]);
  });
});

describe('actions', () => {
  test('[V1] a refused action changes nothing, and says why to its sender', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    const before = JSON.stringify(black.room.state.toJSON());
    expect(await white.act(move('e2e5'))).toBe('illegal_move');
    expect(await white.act({ type: 'accept_draw' })).toBe('no_draw_offer');
    expect(await white.act({ type: 'move' })).toBe('malformed');
    expect(JSON.stringify(black.room.state.toJSON())).toBe(before);
    expect(await white.act(move('e2e4'))).toBeUndefined();
    expect(await black.act(move('e7e5'))).toBeUndefined();
    await expect.poll(() => [...white.room.state.moves]).toEqual(['e2e4', 'e7e5']);
    await Promise.all([white.room.leave(), black.room.leave()]);
  });

  test('[V2] a seat acts for itself, in its turn; a spectator never', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    const watcher = await watchMatch(new Client(server.endpoint), white.room.roomId);
    expect(await black.act(move('e7e5'))).toBe('not_your_turn');
    expect(await white.act(move('e7e5'))).toBe('illegal_move');
    expect(await black.act({ ...move('e2e4'), seat: 0 })).toBe('malformed');
    expect(await watcher.act(move('e2e4'))).toBe('not_seated');
    expect(await watcher.act({ type: 'resign' })).toBe('not_seated');
    expect([...black.room.state.moves]).toEqual([]);
    await Promise.all([white, black, watcher].map(({ room }) => room.leave()));
  });

  test('[G4] a spectator receives the state as it changes', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    await white.act(move('d2d4'));
    const watcher = await watchMatch(bob.sdk, white.room.roomId);
    await expect.poll(() => [...(watcher.room.state.moves ?? [])]).toEqual(['d2d4']);
    await black.act(move('d7d5'));
    await expect.poll(() => [...watcher.room.state.moves]).toEqual(['d2d4', 'd7d5']);
    expect(watcher.info?.seat).toBeNull();
    await Promise.all([white, black, watcher].map(({ room }) => room.leave()));
  });

  test('[G4] what clients decode is what the log replays to, whenever they joined', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    const watchers: Table[] = [];
    for (const [ply, uci] of ['e2e4', 'd7d5', 'e4d5', 'd8d5', 'b1c3', 'd5a5'].entries()) {
      await (ply % 2 === 0 ? white : black).act(move(uci));
      if (ply % 2 === 0) watchers.push(await watchMatch(bob.sdk, white.room.roomId));
    }
    const { chunks } = readFile(await downloadLog(server.endpoint, white.room.roomId));
    const log = decodeLog(chunks.map(({ bytes }) => bytes));
    expect(log.header.rulesHash).toMatch(/^[0-9a-f]{16}$/);
    const { state } = replay(chess.rules, log, { make: plain, sha256 });
    const { tick: _, positions: __, ...onTheWire } = state;
    for (const table of [white, black, ...watchers]) {
      await expect.poll(() => table.room.state.toJSON()).toEqual(onTheWire);
    }
    await Promise.all([white, black, ...watchers].map(({ room }) => room.leave()));
  });

  test('before the match begins nothing can be played, after it nothing more', async () => {
    const waiting = new Table(await ann.sdk.create('chess', { private: true, mode: 'untimed' }));
    expect(await waiting.act(move('e2e4'))).toBe('not_started');
    await waiting.room.leave();
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    await white.act({ type: 'resign' });
    expect((await black.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'resignation' });
    expect(await black.act(move('e7e5'))).toBe('match_over');
    const late = await watchMatch(new Client(server.endpoint), white.room.roomId);
    expect((await late.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'resignation' });
    await late.room.leave();
    await Promise.all([white.room.leave(), black.room.leave()]);
  });

  test('an acknowledged move is durable: it is in the log that the API serves', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    await white.act(move('g1f3'));
    const log = await (await fetch(`${server.endpoint}/api/v1/matches/${white.room.roomId}/log`)).text();
    expect(log).toContain('g1f3');
    await Promise.all([white.room.leave(), black.room.leave()]);
  });

  test('[V4] many malformed actions end in a disconnect of that client alone', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    const code = closed(white);
    for (let i = 0; i < 10; i++) void white.act({ nonsense: i }).catch(() => undefined);
    expect(await code).toBe(4101);
    expect(black.room.connection.isOpen).toBe(true);
    await black.room.leave();
  });

  test('[V4] frames of noise end in a disconnect of their sender alone, and harm nobody', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    white.room.reconnection.enabled = false;
    const code = closed(white);
    // A seeded generator: a failure can be repeated.
    const words = seeded('5'.repeat(32));
    for (let frame = 0; frame < 2_000 && white.room.connection.isOpen; frame++) {
      const bytes = Uint8Array.from({ length: 1 + below(words, 40) }, () => below(words, 256));
      bytes[0] = 9 + below(words, 13);
      // Leaving is not noise.
      if (bytes[0] !== 12) white.room.connection.send(bytes);
    }
    expect(await code).toBeGreaterThan(1000);
    expect(black.room.connection.isOpen).toBe(true);
    expect(await black.act(move('e7e5'))).toBe('not_your_turn');
    await black.room.leave();
  });

  test('[V4] an oversize message and a flood end in a disconnect of that client alone', async () => {
    const [white, black] = await privateMatch(ann, bob, 'untimed');
    black.room.reconnection.enabled = false;
    white.room.reconnection.enabled = false;
    const tooLarge = closed(white);
    white.room.send('action', { type: 'move', move: 'x'.repeat(10_000) });
    expect(await tooLarge).toBeGreaterThan(1000);
    const flooded = closed(black);
    for (let i = 0; i < 2_000; i++) black.room.send('action', move('e2e4'));
    expect(await flooded).toBeGreaterThan(1000);
    await getJson(server.endpoint, '/games');
  });
});

describe('connections', () => {
  test('[C1] a dropped player comes back to the seat with the state it missed', async () => {
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    await white.act(move('e2e4'));
    const back = new Promise((resolve) => black.room.onReconnect(() => resolve(true)));
    black.room.reconnection.minUptime = 0;
    black.room.connection.close(4010);
    await back;
    expect(await black.act(move('e7e5'))).toBeUndefined();
    await expect.poll(() => [...white.room.state.moves]).toEqual(['e2e4', 'e7e5']);
    expect(black.info?.seat).toBe(1);
    await Promise.all([white.room.leave(), black.room.leave()]);
  });

  test('[C1] the same player from another connection takes the seat over', async () => {
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    await white.act(move('e2e4'));
    const code = closed(black);
    const again = new Table(await bob.sdk.joinById(white.room.roomId, {}));
    expect(await again.begun()).toBe(1);
    expect(await code).toBe(4100);
    expect(await again.act(move('e7e5'))).toBeUndefined();
    await Promise.all([white.room.leave(), again.room.leave()]);
  });

  test('[C1] however many seats strangers have kept for them, a dropped player comes back', async () => {
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    const { roomId } = white.room;
    black.room.reconnection.enabled = false;
    const dropped = new Promise((resolve) => white.room.onMessage('seat', resolve));
    black.room.connection.close(4010);
    await dropped;
    const stranger = await signIn(server.endpoint);
    const keepSeat = () => stranger.sdk.http.post(`matchmake/joinById/${roomId}`, { body: {} });
    await Promise.allSettled([1, 2, 3, 4, 5, 6].map(keepSeat));
    expect(await getJson(server.endpoint, `/rooms/${roomId}`)).toMatchObject({ players: 2, open: false });
    const again = new Table(await bob.sdk.joinById(roomId, {}));
    expect(await again.begun()).toBe(1);
    expect(await white.act(move('e2e4'))).toBeUndefined();
    expect(await again.act(move('e7e5'))).toBeUndefined();
    await Promise.all([white.room.leave(), again.room.leave()]);
  });

  test('who leaves on purpose has abandoned the match', async () => {
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    await black.room.leave();
    expect((await white.ended()).outcome).toEqual({ ranks: [1, 2], reason: 'abandonment' });
    await white.room.leave();
  });

  test('[C1] who stays away longer than the grace time has abandoned the match', async () => {
    // The shortest of chess' own modes keeps a seat for 20 s.
    const hasty = { ...chess.rules.modes['bullet']!, graceSeconds: 1 };
    const rooms = await startRoomServer({
      ...chess,
      rules: { ...chess.rules, modes: { hasty }, defaultMode: 'hasty' },
    });
    onTestFinished(() => rooms.stop());
    const [white, black] = (await rooms.match()) as [Table, Table];
    black.room.connection.close(4010);
    expect((await white.ended()).outcome).toEqual({ ranks: [1, 2], reason: 'abandonment' });
    await white.room.leave();
  });
});
