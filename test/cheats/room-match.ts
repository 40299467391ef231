// A match in a real room with a cheat in it, and what to hold it to: the room's own state must be the one that its log leads
// to when each seat sends one clean input a tick and only allowed actions, which is all that an honest player can do.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { expect } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import type { ArenaState } from '../../src/games/arena/state.ts';
import { gameById } from '../../src/games/index.ts';
import {
  type Input,
  type InputShape,
  type LogEntry,
  Match,
  type MatchLog,
  type MatchState,
  plain,
  type Seat,
  snapshot,
} from '../../src/games/kit/index.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { sha256 } from '../../src/services/sha256.ts';
import type { RoomServer } from '../support/room-server.ts';
import { lawOfTheArena } from './arena-law.ts';

/** A match's state in its room; the same object before and after the room is gone. */
export const liveState = (matchId: string): MatchState =>
  matchMaker.getLocalRoomById(matchId).state as unknown as MatchState;

/** Someone who only watches. */
export async function watching(rooms: RoomServer, matchId: string): Promise<Table> {
  return new Table(await (await rooms.client()).joinOrCreate('watch', { matchId }));
}

/** Sends what a player wants `perTick` times as often as the room ticks, for so many milliseconds. */
export async function hold(room: Room, wanted: object | ((n: number) => object), forMs: number, perTick = 1) {
  const input = room.input<Record<string, number>>();
  const untilMs = performance.now() + forMs;
  for (let n = 0; performance.now() < untilMs;) {
    for (let i = 0; i < perTick; i++, n++) {
      Object.assign(input.data, typeof wanted === 'function' ? wanted(n) : wanted);
      input.send();
    }
    await sleep(1000 / 30);
  }
}

/** Every frame that a client sends from now on. */
export function framesSentBy({ connection }: Room): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const send = connection.send.bind(connection);
  connection.send = (frame) => {
    frames.push(Uint8Array.from(frame));
    send(frame);
  };
  return frames;
}

/** What a seat wanted from one tick on. */
export interface SeatInput {
  readonly tick: number;
  readonly seat: Seat;
  readonly input: Input | undefined;
}

export async function logOf(rooms: RoomServer, matchId: string): Promise<MatchLog> {
  const stored = await rooms.services.matches.log(matchId);
  return decodeLog(stored!.chunks.map(({ bytes }) => bytes));
}

/** The inputs of a finished match, after it was found to be the one that its honest twin plays. */
export async function inputsOfTwin(rooms: RoomServer, matchId: string, live: MatchState): Promise<SeatInput[]> {
  const log = await logOf(rooms, matchId);
  const { rules, inputs: shape } = gameById(log.header.game)!;
  const twin = new Match(rules, log.header, { make: plain, sha256, record: () => undefined });
  const law = log.header.game === 'arena' ? lawOfTheArena() : () => undefined;
  const inputs: SeatInput[] = [];
  for (const entry of log.entries) {
    while (twin.state.tick < entry.tick && !twin.outcome) {
      twin.advance();
      law(twin.state as ArenaState);
    }
    const own = cleaned(entry, shape);
    expect(own).toEqual(entry);
    expect(twin.perform(own)).toBeUndefined();
    if (own.kind === 'inputs') inputs.push(...own.changes.map(([seat, input]) => ({ tick: own.tick, seat, input })));
  }
  expect(new Set(inputs.map(({ tick, seat }) => `${tick} ${seat}`)).size).toBe(inputs.length);
  expect(snapshot(twin.state)).toEqual(snapshot(live));
  return inputs;
}

/** What the seats' inputs would be if their clients had sent what the server read. */
function cleaned(entry: LogEntry, shape: InputShape | undefined): LogEntry {
  if (entry.kind !== 'inputs') return entry;
  const read = (input: Input): Input => shape!.read(input, input['seenAgo'] ?? 0);
  return { ...entry, changes: entry.changes.map(([seat, input]) => [seat, input && read(input)]) };
}
