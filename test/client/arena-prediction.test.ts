// A client that predicts, through a real room and a network that delays: what it draws, and how wrong it was.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { ArenaPrediction, type Wish } from '../../src/client/arena-prediction.ts';
import { QUARTERS, SHOT_STEP, WALK } from '../../src/games/arena/balance.ts';
import { arena } from '../../src/games/arena/index.ts';
import type { Point } from '../../src/games/arena/map.ts';
import type { ArenaState } from '../../src/games/arena/state.ts';
import { below, seeded } from '../../src/games/kit/rng.ts';
import { cushion } from '../../src/rooms/input-pace.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { type Network, type StallingProxy, startStallingProxy } from '../support/stalling-proxy.ts';

let rooms: RoomServer;
const proxies: StallingProxy[] = [];
beforeAll(async () => {
  rooms = await startRoomServer(arena);
});
afterAll(async () => {
  for (const proxy of proxies) proxy.close();
  await rooms.stop();
});

type ArenaRoom = Room<unknown, ArenaState>;

/** A duel of which seat 0 plays through this network, and seat 1 from next door. */
async function duel(network: Network): Promise<[ArenaRoom, ArenaRoom]> {
  const proxy = await startStallingProxy(rooms.port, network);
  proxies.push(proxy);
  const far = new Table(
    await (await rooms.client(proxy.port)).create('arena', { mode: 'duel', private: true, seat: 0 }),
  );
  const near = new Table(await (await rooms.client()).joinById(far.room.roomId, {}));
  for (const { room } of [far, near]) room.reconnection.enabled = false;
  await Promise.all([far.begun(), near.begun()]);
  await expect.poll(() => far.room.state.players?.length).toBe(2);
  return [far.room as ArenaRoom, near.room as ArenaRoom];
}

const stand: Wish = { moveX: 0, moveY: 0, aim: 0, fire: 0 };
const at = (room: ArenaRoom, seat: number): Point => ({
  x: room.state.players[seat]!.x,
  y: room.state.players[seat]!.y,
});
const apart = (a: Point, b: Point): number => Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));

/** Draws frames until `done`, asking before each what the player wants. */
async function play(prediction: ArenaPrediction, wish: () => Wish, done: () => boolean): Promise<void> {
  for (;;) {
    prediction.frame(wish());
    if (done()) return;
    await sleep(8);
  }
}

/**
 * Notes where each input was predicted to lead, and how far from that the server says it did. Only where one input was
 * played per tick: a busy machine may hold up some for longer than the network does, and then the room holds or drops.
 */
function errorsOf(room: ArenaRoom, prediction: ArenaPrediction): number[] {
  const input = room.input();
  const predicted = new Map<number, Point>();
  const errors: number[] = [];
  input.onSend((sequence) => predicted.set(sequence, prediction.own));
  let [lag, last, exactFrom, irregular] = [0, 0, 0, false];
  room.onStateChange(({ tick }) => {
    const played = input.lastProcessed;
    if (tick - played !== lag) irregular = true;
    if (irregular) exactFrom = input.sentCount + 1;
    if (played > last && played >= exactFrom) errors.push(apart(predicted.get(played)!, at(room, 0)));
    if (played > last) irregular = false;
    [lag, last] = [tick - played, played];
  });
  return errors;
}

/** Turns every few inputs, by lot: sooner or later along and into every wall. */
function wandering(room: ArenaRoom, inputs: number): { wish: () => Wish; done: () => boolean } {
  const rng = seeded('0123456789abcdef0123456789abcdef');
  const input = room.input();
  let wish = stand;
  let until = 0;
  return {
    wish: () => {
      if (input.sentCount >= until) {
        wish = { moveX: below(rng, 3) - 1, moveY: below(rng, 3) - 1, aim: below(rng, 256), fire: 0 };
        until = input.sentCount + 2 + below(rng, 10);
      }
      return wish;
    },
    done: () => input.sentCount >= inputs,
  };
}

/** Stands still until everything that was sent has been answered, and drawn. */
async function settle(room: ArenaRoom, prediction: ArenaPrediction): Promise<void> {
  const stopAt = room.input().sentCount + 10;
  await play(
    prediction,
    () => stand,
    () => room.input().lastProcessed >= stopAt,
  );
  const drawn = (): Point => {
    prediction.frame(stand);
    const { x, y } = prediction.players()[0]!;
    return { x: Math.round(x), y: Math.round(y) };
  };
  await expect.poll(drawn).toEqual(at(room, 0));
  expect(prediction.own).toEqual(at(room, 0));
}

test('with 100 ms each way the own player moves with the very first input, before the server has heard of it', async () => {
  const [room] = await duel({ delayMs: 100 });
  const prediction = new ArenaPrediction(room, 0);
  const input = room.input();
  const start = at(room, 0);
  await play(
    prediction,
    () => ({ ...stand, moveX: 1 }),
    () => input.sentCount >= 1,
  );
  const stepped = input.sentCount;
  expect(at(room, 0)).toEqual(start);
  expect(prediction.own).toEqual({ x: start.x + stepped * WALK.straight, y: start.y });
  await play(
    prediction,
    () => ({ ...stand, moveX: 1 }),
    () => input.sentCount > stepped,
  );
  // Drawn between the last two steps: with the second input it has left for, or reached, where the first one led.
  const drawn = prediction.players()[0]!;
  expect(drawn.x).toBeGreaterThanOrEqual(start.x + stepped * WALK.straight);
  await settle(room, prediction);
  prediction.dispose();
  await room.leave();
});

test('walking around walls over a jittering network is predicted to the unit', async () => {
  const rng = seeded('fedcba9876543210fedcba9876543210');
  const [room, other] = await duel({ delayMs: 100, jitterMs: () => below(rng, 30) });
  const prediction = new ArenaPrediction(room, 0);
  const errors = errorsOf(room, prediction);
  const { wish, done } = wandering(room, 200);
  // A busy machine plays few inputs as evenly as they were sent.
  await play(prediction, wish, () => done() && errors.length > 30);
  await settle(room, prediction);
  expect(Math.max(...errors)).toBe(0);
  await expect.poll(() => at(other, 0)).toEqual(prediction.own);
  prediction.dispose();
  await room.leave();
});

/** At first the SDK's estimate of the server's clock moves, and with it all that is drawn; by less than one tick. */
function expectDecline(values: readonly number[], perTick: number): void {
  let least = values[0]!;
  for (const value of values) {
    expect(value).toBeLessThan(least + perTick);
    least = Math.min(least, value);
  }
}

test('others are drawn between two states, and shots where they are in that moment', async () => {
  const [room, other] = await duel({ delayMs: 30 });
  const prediction = new ArenaPrediction(room, 0);
  const opponent = new ArenaPrediction(other, 1);
  const start = at(room, 1);
  const places = new Set<number>();
  const shots = new Map<number, number[]>();
  const goal = start.x - 20 * WALK.straight;
  while (prediction.players()[1]!.x > goal || shots.size === 0) {
    prediction.frame(stand);
    opponent.frame({ moveX: -1, moveY: 0, aim: 192, fire: 1 });
    places.add(prediction.players()[1]!.x);
    for (const { shot, y } of prediction.shots()) shots.set(shot.born, [...(shots.get(shot.born) ?? []), y]);
    await sleep(8);
  }
  // Finer than steps of the simulation.
  expect([...places].some((x) => (start.x - x) % WALK.straight !== 0)).toBe(true);
  expectDecline([...places], WALK.straight);
  for (const flight of shots.values()) expectDecline(flight, QUARTERS * SHOT_STEP);
  await room.leave();
  await other.leave();
});

test('[V3] after a gap in the network inputs are as prompt as before', async () => {
  let gapMs = 0;
  const jitterMs = (way: string): number => {
    const now = way === 'up' ? gapMs : 0;
    if (now > 0) gapMs = 0;
    return now;
  };
  const [room] = await duel({ delayMs: 30, jitterMs });
  const prediction = new ArenaPrediction(room, 0);
  const input = room.input();
  const unanswered: number[] = [];
  room.onStateChange(() => unanswered.push(input.pendingCount));
  const fewest = (): number => Math.min(...unanswered.slice(-15));
  const walk = (inputs: number): Promise<void> => {
    const until = input.sentCount + inputs;
    return play(
      prediction,
      () => ({ ...stand, moveX: input.sentCount % 20 < 10 ? 1 : -1 }),
      () => input.sentCount >= until,
    );
  };
  await walk(45);
  const before = fewest();
  gapMs = 300;
  await walk(10);
  expect(Math.max(...unanswered)).toBeGreaterThan(before + 2 * cushion);
  // However busy the machine: in the end it is so.
  while (fewest() > before + cushion) await walk(15);
  await settle(room, prediction);
  await room.leave();
});

test('[C1] after a lost connection the prediction goes on from where the server has it', async () => {
  const [room, other] = await duel({ delayMs: 20 });
  room.reconnection.enabled = true;
  room.reconnection.minUptime = 0;
  const prediction = new ArenaPrediction(room, 0);
  const input = room.input();
  const walk = (inputs: number): Promise<void> =>
    play(
      prediction,
      () => ({ ...stand, moveX: 1 }),
      () => input.sentCount >= inputs,
    );
  await walk(15);
  const back = new Promise<void>((resolve) => room.onReconnect(() => resolve()));
  proxies.at(-1)!.cut();
  await back;
  expect(input.sentCount).toBe(0);
  await walk(15);
  await settle(room, prediction);
  await expect.poll(() => at(other, 0)).toEqual(prediction.own);
  await room.leave();
});
