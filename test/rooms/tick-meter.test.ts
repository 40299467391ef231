// Slow ticks: counted by a meter whose clock the test moves, and in a real room whose game is too slow for its rate.

import { schema, t } from '@colyseus/schema';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Game, MatchState } from '../../src/games/kit/index.ts';
import { TickFigures, TickMeter } from '../../src/rooms/tick-meter.ts';
import { startRoomServer } from '../support/room-server.ts';

interface Timed {
  readonly meter: TickMeter;
  readonly all: TickFigures;
  /** The times at which slow ticks were told. */
  readonly told: number[];
  /** Lets a tick begin so long after the one before has, and take so long. */
  tick(afterMs: number, tookMs: number): void;
}

/** Ten ticks a second. */
function timed(all = new TickFigures()): Timed {
  let [nowMs, beganMs] = [0, 0];
  const told: number[] = [];
  const meter = new TickMeter({ tickRate: 10, all, nowMs: () => nowMs, onSlow: () => told.push(nowMs) });
  const tick = (afterMs: number, tookMs: number): void => {
    beganMs = nowMs = beganMs + afterMs;
    meter.measure(() => (nowMs += tookMs));
  };
  return { meter, all, told, tick };
}

describe('[G4] a tick that overruns is measured:', () => {
  test('how many, the worst, and what 99 of 100 stay below', () => {
    const { meter, tick } = timed();
    for (let n = 0; n < 980; n++) tick(100, 5);
    for (let n = 0; n < 18; n++) tick(100, 90);
    tick(100, 101);
    tick(101, 150);
    const { p99Ms, ...figures } = meter.figures.summary();
    expect(figures).toEqual({ ticks: 1_000, overruns: 2, late: 0, worstMs: 150, latestMs: 0 });
    expect(p99Ms).toBeGreaterThanOrEqual(90);
    expect(p99Ms).toBeLessThan(90 * 1.2);
  });

  test('a late timer apart from a long tick, after which the next one can only be late', () => {
    const { meter, tick } = timed();
    tick(0, 5);
    tick(100, 450);
    tick(450, 5);
    tick(0, 5);
    expect(meter.figures.summary()).toMatchObject({ overruns: 1, late: 0, latestMs: 0 });
    tick(295, 5);
    expect(meter.figures.summary()).toMatchObject({ late: 0, latestMs: 195 });
    tick(301, 5);
    expect(meter.figures.summary()).toMatchObject({ ticks: 6, overruns: 1, late: 1, latestMs: 201 });
  });

  test('told at once, then once a minute, and only where there is news', () => {
    const { told, tick } = timed();
    for (let second = 0; second < 150; second++) {
      for (let n = 0; n < 10; n++) tick(100, second < 90 && n === 0 ? 120 : 1);
    }
    expect(told).toHaveLength(3);
    expect(told[1]! - told[0]!).toBeGreaterThanOrEqual(60_000);
    expect(told[2]! - told[1]!).toBeGreaterThanOrEqual(60_000);
    for (let n = 0; n < 2_000; n++) tick(100, 1);
    expect(told).toHaveLength(3);
  });

  test('for all rooms of a process together', () => {
    const all = new TickFigures();
    const [one, other] = [timed(all), timed(all)];
    one.tick(0, 110);
    other.tick(0, 130);
    other.tick(130, 1);
    expect(all.summary()).toMatchObject({ ticks: 3, overruns: 2, worstMs: 130 });
    expect(one.meter.figures.summary()).toMatchObject({ ticks: 1, overruns: 1, worstMs: 110 });
  });
});

interface Sluggish extends MatchState {
  slowTicks: number;
  over: boolean;
}

const tickRate = 50;
const slowMs = 2_000 / tickRate;
const slowTicks = 3;

/** An action makes the next ticks take twice their time; another ends the match. */
const sluggish: Game<Sluggish, { type: 'slow' | 'end' }> = {
  title: 'Sluggish',
  rules: {
    id: 'sluggish',
    version: 1,
    tickRate,
    modes: { plain: { title: 'Plain', seats: 1, rated: false, graceSeconds: 1 } },
    defaultMode: 'plain',
    reasons: [],
    setup: (make) => make('state', { tick: 0, slowTicks: 0, over: false }) as Sluggish,
    refuse: () => undefined,
    apply(state, _seat, { type }) {
      if (type === 'slow') state.slowTicks = slowTicks;
      else state.over = true;
    },
    step(state) {
      if (state.slowTicks === 0) return;
      state.slowTicks -= 1;
      const startMs = performance.now();
      while (performance.now() - startMs <= slowMs);
    },
    leave: () => undefined,
    turn: () => 0,
    outcome: ({ over }) => (over ? { ranks: [1], reason: 'enough' } : undefined),
  },
  actions: z.strictObject({ type: z.enum(['slow', 'end']) }),
  entities: {
    state: schema({ tick: t.uint32().noSync(), slowTicks: t.uint8(), over: t.boolean() }, 'Sluggish'),
  },
  bot: () => ({ type: 'end' }),
};

test('[G4] a room whose game is slow says so once, with its match, and sums it up at the end', async () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const rooms = await startRoomServer(sluggish, { log: pino({ level: 'info' }, { write }) });
  onTestFinished(() => rooms.stop());
  const [table] = await rooms.match();
  await table!.act({ type: 'slow' });
  await expect.poll(() => rooms.ticks.overruns).toBeGreaterThanOrEqual(slowTicks);
  await table!.act({ type: 'end' });
  await table!.ended();

  const about = { game: 'sluggish', matchId: table!.room.roomId };
  const [warning, ...more] = lines.filter(({ msg }) => String(msg).startsWith('ticks overrun'));
  expect(more).toEqual([]);
  expect(warning).toMatchObject({ ...about, level: 40 });
  const sum = lines.find(({ msg }) => msg === 'match ends') as Record<string, number> | undefined;
  expect(sum).toMatchObject({ ...about, reason: 'enough' });
  expect(sum!['overruns']).toBeGreaterThanOrEqual(slowTicks);
  expect(sum!['ticks']).toBeGreaterThanOrEqual(sum!['overruns']!);
  expect(sum!['worstMs']).toBeGreaterThan(slowMs);
});
