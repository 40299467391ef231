// What the contract asks of a game's analysis: it tells the same on plain and on wire objects, of places on the field.

import { expect } from 'vitest';

import { type Analysis, type GameEvent, NOTHING } from '../../src/games/kit/analysis.ts';
import { type Game, type Make, type MatchState, onSchema, plain } from '../../src/games/kit/game.ts';
import type { MatchLog } from '../../src/games/kit/log.ts';
import { replay } from '../../src/games/kit/replay.ts';
import { sha256 } from './driver.ts';

interface Told {
  readonly events: readonly GameEvent[];
  readonly chances: readonly (readonly number[])[];
  readonly counts: unknown;
}

/** Replays a log with the analysis looking on; an observer that changed the state would make the log's hashes wrong. */
export function analysesAlike(game: Game, log: MatchLog): void {
  const onPlain = analysed(game, log, plain);
  expect(analysed(game, log, onSchema(game.entities))).toEqual(onPlain);
}

function analysed(game: Game, log: MatchLog, make: Make): Told {
  const analysis = game.analysis!;
  const events: GameEvent[] = [];
  const chances: (readonly number[])[] = [];
  let observer: ReturnType<Analysis['observe']> | undefined;
  const { state, outcome } = replay(game.rules, log, {
    ...{ make, sha256 },
    watch(state) {
      observer ??= analysis.observe(state);
      const told = observer.see(state);
      // Asked again, it has nothing new to tell.
      expect(observer.see(state)).toBe(NOTHING);
      for (const event of told) fitsTheField(analysis, state, event, log.header.seats.length);
      events.push(...told);
      if (told.length > 0) chances.push(chancesIn(analysis, state, log.header.seats.length));
    },
  });
  const last = chancesIn(analysis, state, log.header.seats.length);
  if (outcome) {
    for (const [seat, rank] of outcome.ranks.entries()) expect(last[seat]! > 0).toBe(rank === 1);
    expect(events.filter(({ kind }) => kind === 'end').map(({ what }) => what)).toEqual([outcome.reason]);
  }
  return { events, chances, counts: observer?.counts?.() };
}

function fitsTheField(analysis: Analysis, state: MatchState, event: GameEvent, seats: number): void {
  const { width, height } = analysis.field(state);
  expect(analysis.kinds).toContain(event.kind);
  expect(event.tick).toBe(state.tick);
  for (const seat of [event.seat, event.target]) if (seat !== undefined) expect(seat).toBeLessThan(seats);
  for (const at of [event.at, ...(analysis.positions?.(state) ?? [])]) {
    if (!at) continue;
    expect(at.x >= 0 && at.x < width && at.y >= 0 && at.y < height, JSON.stringify({ event, at })).toBe(true);
  }
}

/** One of two that play against each other has what the other lacks; sides of several each count once per seat. */
function chancesIn(analysis: Analysis, state: MatchState, seats: number): readonly number[] {
  const chances = analysis.evaluate(state);
  const sum = chances.reduce((total, chance) => total + chance, 0);
  expect(chances).toHaveLength(seats);
  for (const chance of chances) expect(Number.isInteger(chance) && chance >= 0 && chance <= 1000).toBe(true);
  expect(seats === 2 ? sum === 1000 : sum >= 1000, `${sum}`).toBe(true);
  return chances;
}
