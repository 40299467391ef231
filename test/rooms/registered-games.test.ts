// Games of the registry on a real server: with no line of code of their own outside their folder they are listed, played
// over the SDK, verified and rated.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { botFor } from '../../loadtest/bots/index.ts';
import { getJson, signIn, Table } from '../../loadtest/client.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Games {
  readonly items: readonly { readonly id: string; readonly modes: readonly { readonly id: string }[] }[];
}
interface Board {
  readonly items: readonly { readonly player: { readonly id: string } }[];
}

test.each([
  ['chess', 'chess960'],
  ['battleship', 'classic'],
])('[G1] [G3] %s in mode %s is played by two SDK clients, verified and rated', async (game, mode) => {
  const games = await getJson<Games>(server.endpoint, '/games');
  expect(games.items.find(({ id }) => id === game)?.modes.map(({ id }) => id)).toContain(mode);

  const players = await Promise.all([signIn(server.endpoint), signIn(server.endpoint)]);
  const tables = await Promise.all(
    players.map(async ({ sdk }) => {
      const table = new Table(await sdk.joinOrCreate(game, { mode }));
      const refused: string[] = [];
      await botFor(game)(table, {
        sent: () => undefined,
        acted: () => undefined,
        refused: (reason) => refused.push(reason),
      });
      expect(refused).toEqual([]);
      return table;
    }),
  );
  const [first, second] = tables as [Table, Table];
  expect(second.room.roomId).toBe(first.room.roomId);

  const judged = async (): Promise<unknown> => getJson(server.endpoint, `/matches/${first.room.roomId}`);
  await expect.poll(judged, { timeout: 15_000 }).toMatchObject({ status: 'finished', verified: true });
  const ranked = async (): Promise<string[]> => {
    const { items } = await getJson<Board>(server.endpoint, `/leaderboards/${game}?mode=${mode}`);
    return items.map(({ player }) => player.id).toSorted();
  };
  await expect.poll(ranked, { timeout: 15_000 }).toEqual(players.map(({ playerId }) => playerId).toSorted());
  await Promise.all(tables.map(({ room }) => room.leave()));
});
