// Well-known games and a hundred bot games through real rooms: each ends as it must, and its log stands up to a judge.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { getJson, type Player, privateMatch, signIn } from '../../loadtest/client.ts';
import { famousGames } from '../../loadtest/famous-games.ts';
import { playFamous } from '../../loadtest/famous-match.ts';
import { games } from '../../src/games/index.ts';
import { type LogHeader, Match, plain, seeded } from '../../src/games/kit/index.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { downloadLog, judge, trustIn } from '../support/log-file.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function pair(): Promise<[Player, Player]> {
  return Promise.all([signIn(server.endpoint), signIn(server.endpoint)]);
}

/** Runs `work` for 0 … count - 1, some at a time. */
async function inParallel(count: number, lanes: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const leave = (tables: readonly { room: { leave(): Promise<number> } }[]): Promise<number[]> =>
  Promise.all(tables.map(({ room }) => room.leave()));

test('[G3] sixty-seven famous games end in a real room as they ended in history, and their logs verify', async () => {
  const wrong: string[] = [];
  const trust = await trustIn(server.endpoint);
  await inParallel(famousGames.length, 4, async (index) => {
    const game = famousGames[index]!;
    const [white, black] = await pair();
    const tables = await privateMatch(white, black, 'rapid');
    const played = await playFamous(game, tables);
    const verdict = judge(await downloadLog(server.endpoint, tables[0].room.roomId), trust);
    if (played.wrong) wrong.push(`${game.white} – ${game.black}: ${played.wrong}`);
    if (!verdict.verified) wrong.push(`${game.white} – ${game.black}: ${verdict.what}`);
    await leave(tables);
  });
  expect(wrong).toEqual([]);
}, 180_000);

test('[L2] a log with any byte changed does not verify', async () => {
  const [white, black] = await pair();
  const tables = await privateMatch(white, black, 'rapid');
  await playFamous(famousGames[0]!, tables);
  const file = await downloadLog(server.endpoint, tables[0].room.roomId);
  await leave(tables);
  const trust = await trustIn(server.endpoint);
  expect(judge(file, trust)).toMatchObject({ verified: true, signature: 'valid' });
  for (let at = 0; at < file.length; at++) {
    const changed = file.slice();
    changed[at]! ^= 1 << (at % 8);
    expect(judge(changed, trust).verified, `byte ${at}`).toBe(false);
  }
  for (const length of [0, 13, 14, 100, file.length - 1])
    expect(judge(file.slice(0, length), trust).verified).toBe(false);
});

test('[P1] a hundred bot games end in real rooms as in a plain play, and each is verified and rated once', async () => {
  const { rules, bot } = games.chess;
  const couples = await Promise.all(Array.from({ length: 20 }, pair));
  const count = 100;
  const wrong: string[] = [];
  await inParallel(count, couples.length, async (index) => {
    const couple = couples.pop()!;
    const tables = await privateMatch(...couple, 'blitz');
    // The twin is played beside the room, without the room's clock: bots are faster than any flag.
    const header: LogHeader = {
      ...{ matchId: '', game: 'chess', rules: rules.version, mode: 'untimed' },
      seed: '0'.repeat(32),
      tickRate: 10,
      seats: ['', ''],
    };
    const twin = new Match(rules, header, { make: plain, sha256, record: () => undefined });
    const rng = seeded(index.toString(16).padStart(32, '0'));
    while (!twin.outcome) {
      const seat = rules.turn!(twin.state)!;
      const action = bot(twin.state, seat, rng)!;
      twin.act(seat, action);
      const refused = await tables[seat]!.act(action);
      if (refused) wrong.push(`game ${index}: ${JSON.stringify(action)} was refused: ${refused}`);
      if (refused) break;
    }
    const { outcome } = await tables[0].ended();
    if (JSON.stringify(outcome) !== JSON.stringify(twin.outcome))
      wrong.push(`game ${index}: ${JSON.stringify(outcome)}`);
    await leave(tables);
    couples.push(couple);
  });
  expect(wrong).toEqual([]);
  // Each game counts once for each of its two players, however the jobs went.
  const counted = async (): Promise<number> => {
    const { items } = await getJson<{ items: { games: number }[] }>(
      server.endpoint,
      '/leaderboards/chess?mode=blitz&limit=100',
    );
    return items.reduce((sum, { games: played }) => sum + played, 0);
  };
  await expect.poll(counted, { timeout: 60_000 }).toBe(2 * count);
}, 300_000);
