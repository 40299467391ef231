// Cheats over real sockets with the real SDK, in rooms of games that have turns: while two players play on, one of them and
// a spectator try everything else.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { battleship } from '../../src/games/battleship/index.ts';
import { chess } from '../../src/games/chess/index.ts';
import { type Game, type MatchState, seeded } from '../../src/games/kit/index.ts';
import { anyAction } from '../games/any-action.ts';
import { seedOf } from '../games/driver.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { framesSentBy, inputsOfTwin, liveState, logOf, watching } from './room-match.ts';

const ROUNDS = 40;

describe.each([
  ['chess', 'untimed', chess as Game, anyAction.chess!],
  ['battleship', 'untimed', battleship as Game, anyAction.battleship!],
])('in a room of %s', (id, mode, game, actions) => {
  let rooms: RoomServer;
  beforeAll(async () => {
    rooms = await startRoomServer(game);
  });
  afterAll(() => rooms.stop());

  /** A match that has begun, its state in the room, and who watches it. */
  async function begun() {
    const tables = (await rooms.match(mode)) as [Table, Table];
    const { roomId } = tables[0].room;
    return { tables, roomId, live: liveState(roomId), watcher: await watching(rooms, roomId) };
  }

  const actionsIn = async (matchId: string): Promise<unknown[]> =>
    (await logOf(rooms, matchId)).entries.flatMap((entry) =>
      entry.kind === 'action' ? [[entry.seat, entry.action]] : [],
    );

  /** What a bot would do now, and for which seat; undefined when nobody has anything to do. */
  function nextMove(live: MatchState, rng: number[]): [number, unknown] | undefined {
    const moves = [0, 1].map((seat) => [seat, game.bot(live, seat, rng)] as [number, unknown]);
    return moves.find(([, action]) => action !== undefined);
  }

  test('[V1] [V2] [S2] what was refused is not in the log, and what is in it was acknowledged', async () => {
    const { tables, roomId, live, watcher } = await begun();
    const rng = seeded(seedOf(`cheats ${id}`, 0));
    const acknowledged: unknown[] = [];
    const tries = fc.sample(actions, { seed: 1, numRuns: ROUNDS }).filter((action) => !endsIt(action));
    for (const action of tries) {
      const move = nextMove(live, rng);
      if (!move || game.rules.outcome(live)) break;
      expect(await watcher.act(action)).toBe('not_seated');
      // Seat 1 tries something, in its turn or out of it; who is to move then plays on.
      if ((await tables[1].act(action)) === undefined) acknowledged.push([1, action]);
      const [seat, next] = nextMove(live, rng) ?? move;
      const reason = await tables[seat]!.act(next);
      expect(reason).toBeUndefined();
      acknowledged.push([seat, next]);
    }
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(await actionsIn(roomId)).toEqual(acknowledged);
    await tables[1].room.leave();
    await tables[0].ended();
    expect(await inputsOfTwin(rooms, roomId, live)).toEqual([]);
  });

  test('[V2] [S2] nobody acts for another seat, and frames that are sent again do nothing', async () => {
    const { tables, roomId, live, watcher } = await begun();
    const rng = seeded(seedOf(`others ${id}`, 0));
    const [seat, action] = nextMove(live, rng)!;
    for (const smuggled of [{ seat }, { player: seat }, { sessionId: tables[seat]!.room.sessionId }]) {
      expect(await tables[1 - seat]!.act({ ...(action as object), ...smuggled })).toBe('malformed');
    }
    const frames = framesSentBy(tables[seat]!.room);
    expect(await tables[seat]!.act(action)).toBeUndefined();
    const before = await actionsIn(roomId);
    expect(before).toEqual([[seat, action]]);
    for (const frame of frames) {
      for (let n = 0; n < 20; n++) {
        // The sender's own frames, and the same as if they were the opponent's or the spectator's.
        tables[seat]!.room.connection.transport.send(frame);
        watcher.room.connection.send(frame);
      }
    }
    // Requests are answered in the order in which they came: these are the last ones.
    expect(await watcher.act(action)).toBe('not_seated');
    expect(await tables[seat]!.act(action)).toBeDefined();
    expect(await actionsIn(roomId)).toEqual(before);
    await tables[1].room.leave();
    await tables[0].ended();
    await inputsOfTwin(rooms, roomId, live);
  });

  test('[V2] [S2] nothing is played before the match begins or after its end', async () => {
    const waiting = new Table(await (await rooms.client()).create(id, { mode, private: true, seat: 0 }));
    for (const action of fc.sample(actions, { seed: 1, numRuns: 20 }))
      expect(await waiting.act(action)).toBe('not_started');
    await waiting.room.leave();

    const { tables, roomId } = await begun();
    await tables[1].room.leave();
    await tables[0].ended();
    const before = await rooms.services.matches.log(roomId);
    for (const action of fc.sample(actions, { seed: 1, numRuns: 20 })) {
      expect(await tables[0].act(action).catch(() => 'closed')).toMatch(/match_over|closed/);
    }
    expect(await rooms.services.matches.log(roomId)).toEqual(before);
  });
});

const endsIt = (action: unknown): boolean =>
  ['resign', 'accept_draw', 'offer_draw'].includes((action as { type: string }).type);
