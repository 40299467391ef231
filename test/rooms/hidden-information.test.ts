// Battleship in a real room, judged by the raw frames of every client: what a seat must not know never leaves the server.

import { framesOf, carriesState } from '../support/frames.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table, watchMatch } from '../../loadtest/client.ts';
import { battleship } from '../../src/games/battleship/index.ts';
import type { Berth } from '../../src/games/battleship/fleet.ts';
import type { BattleshipState } from '../../src/games/battleship/state.ts';
import { firing, placing } from '../games/battleship/setup.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

/** The tick of a turn's beginning is the one thing that differs between two runs of one match: kept at 0 here. */
const timeless: typeof battleship = {
  ...battleship,
  rules: {
    ...battleship.rules,
    apply(state, seat, action, make) {
      battleship.rules.apply(state, seat, action, make);
      state.turnTick = 0;
    },
  },
};

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(timeless);
});
afterAll(() => rooms.stop());

const watch = async (roomId: string): Promise<Table> => watchMatch(await rooms.client(), roomId);
const stateOf = ({ room }: Table): BattleshipState => room.state as BattleshipState;
const leave = async (...tables: Table[]): Promise<unknown> => Promise.all(tables.map(({ room }) => room.leave()));

/** A berth as it goes over the wire: ADD at an index, then 16 bits. */
function encoded(berth: Berth, ship: number): Buffer {
  const bytes = Buffer.from([0x80, ship, 0, 0]);
  bytes.writeInt16LE(berth, 2);
  return bytes;
}
const tells = (table: Table, berths: readonly Berth[]): boolean =>
  framesOf(table.room.sessionId).some((frame) => berths.some((berth, ship) => frame.includes(encoded(berth, ship))));

/** Two fleets that share a destroyer and the middle of the carrier's row, and nothing else. */
const oneFleet: readonly Berth[] = [42, 104, 107, 199 - 30, 90];
const anotherFleet: readonly Berth[] = [44, 0, 71, 119, 90];
const opponentFleet: readonly Berth[] = [0, 10, 20, 30, 40];
/** Seat 0's shots and seat 1's, in turn: misses, a hit on the carrier, the destroyer sunk. */
const shots = [99, 60, 98, 45, 97, 90, 96, 91, 95, 50];

interface Watched {
  readonly tables: readonly [Table, Table];
  readonly spectator: Table;
  readonly late: Table;
}

async function play(fleet: readonly Berth[]): Promise<Watched> {
  const tables = (await rooms.match('untimed')) as [Table, Table];
  const { roomId } = tables[0].room;
  const spectator = await watch(roomId);
  await expect.poll(() => stateOf(spectator).waters?.length).toBe(2);
  // The first tick's patch, which opens the seats' views, must not fall together with that of an action.
  for (const { room } of tables) {
    await expect.poll(() => framesOf(room.sessionId).filter(carriesState).length).toBeGreaterThan(1);
  }
  for (const [seat, berths] of [fleet, opponentFleet].entries()) {
    expect(await tables[seat]!.act(placing(berths))).toBeUndefined();
  }
  for (const [n, cell] of shots.entries()) expect(await tables[n % 2]!.act(firing(cell))).toBeUndefined();
  const late = await watch(roomId);
  for (const table of [...tables, spectator, late]) {
    await expect.poll(() => stateOf(table).waters?.[0]?.shots[50]).toBe(1);
  }
  return { tables, spectator, late };
}

describe('[W3] [G3] the frames of a match', () => {
  test('hold no ship of the other seat before it is sunk; its own seat is sent all of them', async () => {
    const { tables, spectator, late } = await play(oneFleet);
    const [own, opponent] = tables;
    expect(tells(own, oneFleet)).toBe(true);
    for (const table of [opponent, spectator, late]) {
      expect(tells(table, oneFleet.slice(0, 4))).toBe(false);
      expect([...stateOf(table).waters[0]!.shown]).toEqual([-1, -1, -1, -1, 90]);
      expect(stateOf(table).waters[0]!.ships).toBeUndefined();
    }
    expect(tells(own, opponentFleet.slice(1))).toBe(false);
    expect([...stateOf(own).waters[0]!.ships]).toEqual(oneFleet);
    expect([...stateOf(opponent).waters[1]!.ships]).toEqual(opponentFleet);
    await leave(...tables, spectator, late);
  });

  test('are the same, byte for byte, for two secrets with the same public events', async () => {
    const [one, another] = [await play(oneFleet), await play(anotherFleet)];
    const sentTo = (pick: (watched: Watched) => Table) =>
      [one, another].map((watched) => framesOf(pick(watched).room.sessionId));
    const [first, second] = sentTo(({ tables }) => tables[1]);
    const states = (frames: readonly Buffer[]): string[] =>
      frames.filter(carriesState).map((frame) => frame.toString('hex'));
    expect(states(first!).length).toBeGreaterThan(0);
    expect(states(second!)).toEqual(states(first!));
    // All else that is sent has ids and names in it, which differ, and nothing that could be longer for one secret.
    const others = (frames: readonly Buffer[]): number[] =>
      frames.filter((frame) => !carriesState(frame)).map(({ length }) => length);
    expect(others(second!)).toEqual(others(first!));
    const [own, ofTheOther] = sentTo(({ tables }) => tables[0]);
    expect(Buffer.concat(own!)).not.toEqual(Buffer.concat(ofTheOther!));
    await leave(...one.tables, one.spectator, one.late, ...another.tables, another.spectator, another.late);
  });

  test('show everything once the match is over', async () => {
    const { tables, spectator, late } = await play(oneFleet);
    await tables[0].act({ type: 'resign' });
    await spectator.ended();
    const after = await watch(tables[0].room.roomId);
    for (const table of [tables[1], spectator, late, after]) {
      await expect.poll(() => [...(stateOf(table).waters?.[0]?.shown ?? [])]).toEqual(oneFleet);
    }
    // The rooms of the match have closed meanwhile.
    await leave(after);
  });
});

describe('[W3] [C1] a player who comes back', () => {
  test('from a lost connection knows its own fleet and not the other', async () => {
    const { tables, spectator, late } = await play(oneFleet);
    const [own, opponent] = tables;
    for (const { room } of [own, opponent]) {
      const back = new Promise((resolve) => room.onReconnect(() => resolve(true)));
      room.reconnection.enabled = true;
      room.reconnection.minUptime = 0;
      room.connection.close(4010);
      await back;
    }
    await own.act(firing(80));
    for (const table of tables) await expect.poll(() => stateOf(table).waters[1]!.shots[80]).toBe(1);
    expect([...stateOf(own).waters[0]!.ships]).toEqual(oneFleet);
    expect(tells(own, opponentFleet.slice(1))).toBe(false);
    expect([...stateOf(opponent).waters[1]!.ships]).toEqual(opponentFleet);
    expect(tells(opponent, oneFleet.slice(0, 4))).toBe(false);
    await leave(...tables, spectator, late);
  });

  test('from another connection gets the seat with its secret, and goes on being told', async () => {
    const sdk = await rooms.client();
    const mine = new Table(await sdk.create('battleship', { mode: 'untimed', private: true, seat: 0 }));
    const other = new Table(await (await rooms.client()).joinById(mine.room.roomId, {}));
    await mine.begun();
    const again = new Table(await sdk.joinById(mine.room.roomId, {}));
    expect(await again.begun()).toBe(0);
    expect(await again.act(placing(oneFleet))).toBeUndefined();
    await expect.poll(() => [...(stateOf(again).waters?.[0]?.ships ?? [])]).toEqual(oneFleet);
    await expect.poll(() => stateOf(other).waters?.[0]?.ready).toBe(true);
    expect(tells(other, oneFleet)).toBe(false);
    await leave(again, other);
  });
});
