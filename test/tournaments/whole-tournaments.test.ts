// Tournaments as their players live through them: over HTTP and the SDK, on two processes of which one is killed in the
// middle, with a player who never comes. What stands at the end is what the formats make of the same results.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { getJson, type Player, signIn, Table } from '../../loadtest/client.ts';
import { formats } from '../../src/services/tournaments/rows.ts';
import type { Entrant, Format, NewPairing, Result, TournamentState } from '../../src/tournaments/kit.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { apiOf, playerOf } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { freePort, hasRedis, startRedis } from '../support/redis.ts';
import { startServerOn, type TestServer } from '../support/server.ts';
import { playOut } from './play-out.ts';

interface Match {
  readonly round: number;
  readonly players: readonly { readonly id: string }[];
  readonly result: string | null;
  readonly points: readonly number[] | null;
  readonly matchId: string | null;
}

interface Row {
  readonly rank: number;
  readonly player: { readonly id: string };
  readonly points: number;
  readonly tieBreaks: readonly { readonly name: string; readonly value: number }[];
}

/** Who wins is decided before: by their numbers, with some draws. */
const outcome = (one: number, other: number): 0 | 0.5 | 1 => ((one + other) % 4 === 1 ? 0.5 : one < other ? 1 : 0);

/** The part of a world in which tournaments are played. */
interface Hall {
  readonly db: TestDatabase;
  /** Where a player turns to now. */
  endpoint(): string;
  /** Resolves when players may end their matches. */
  mayEnd(round: number): Promise<void>;
}

/** A process, and the number under which it owns its matches. */
interface Process extends TestServer {
  readonly owner: number;
}

async function twoProcesses(): Promise<{ db: TestDatabase; servers: Process[] }> {
  const redis = await startRedis();
  const db = await testDatabase();
  const folder = await temporaryFolder();
  const servers: Process[] = [];
  const start = async (): Promise<void> => {
    const port = String(await freePort());
    const own = { PORT: port, PUBLIC_ADDRESS: `127.0.0.1:${port}`, ROOM_LINGER_SECONDS: '0.5' };
    const shared = { DATABASE_URL: db.url, REDIS_URL: redis.url, DATA_DIR: folder };
    const server = await startServerOn({ ...shared, ...own });
    const { rows } = await db.database.pool.query<{ owner: number }>(
      `SELECT substring(application_name FROM '^arbiter (\\d+)$')::int AS owner FROM pg_stat_activity
       WHERE datname = current_database() AND application_name ~ '^arbiter \\d+$'`,
    );
    const { owner } = rows.find((row) => servers.every((other) => other.owner !== row.owner))!;
    servers.push({ ...server, owner });
  };
  await start();
  await start();
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await db.drop();
    await redis.stop();
  });
  return { db, servers };
}

async function organiser({ db, endpoint }: Hall): Promise<string> {
  const account = { email: 'org@example.org', password: 'correct horse battery' };
  const { body } = await apiOf(endpoint())('POST /auth/register', { body: account });
  await db.database.prisma.player.update({ where: { id: body.playerId }, data: { role: 'developer' } });
  return body.token;
}

async function announce(hall: Hall, token: string, terms: object): Promise<string> {
  const startsAt = new Date(Date.now() + 3_600_000).toISOString();
  const common = { game: 'chess', mode: 'blitz', rated: true, waitSeconds: 10, startsAt };
  const { status, body } = await apiOf(hall.endpoint())('POST /tournaments', { token, body: { ...common, ...terms } });
  expect([status, body]).toMatchObject([201, { status: 'open' }]);
  return body.id;
}

const statusOf = async ({ endpoint }: Hall, id: string): Promise<string> =>
  (await getJson<{ status: string }>(endpoint(), `/tournaments/${id}`)).status;

const matchesOf = async ({ endpoint }: Hall, id: string): Promise<Match[]> =>
  (await getJson<{ items: Match[] }>(endpoint(), `/tournaments/${id}/matches?limit=100`)).items;

/** Comes to every match until the tournament is over; a server that dies is no reason to stay away. */
async function attend(hall: Hall, id: string, player: Player, numbers: ReadonlyMap<string, number>): Promise<void> {
  const been = new Set<string>();
  const goOn = async (): Promise<boolean> => {
    if ((await statusOf(hall, id)) === 'finished') return false;
    const mine = (await matchesOf(hall, id)).find(
      ({ result, matchId, players }) =>
        result === null && matchId && !been.has(matchId) && players.some((each) => each.id === player.playerId),
    );
    if (mine) await play(hall, mine, player, numbers, been);
    return true;
  };
  while (await goOn().catch(() => true)) await sleep(200);
}

async function play(
  hall: Hall,
  { matchId, players, round }: Match,
  player: Player,
  numbers: ReadonlyMap<string, number>,
  been: Set<string>,
): Promise<void> {
  const here = playerOf(hall.endpoint(), { ...player, token: player.sdk.auth.token! });
  const table = new Table(await here.sdk.joinById(matchId!, {}));
  table.room.reconnection.enabled = false;
  const gone = new Promise((resolve) => table.room.onLeave(resolve));
  been.add(matchId!);
  await Promise.race([gone, table.begun()]);
  await hall.mayEnd(round);
  const seat = players.findIndex(({ id }) => id === player.playerId);
  const points = outcome(numbers.get(players[0]!.id)!, numbers.get(players[1]!.id)!);
  const due = points === 0.5 ? drawing(table, seat) : points === seat ? table.act({ type: 'resign' }) : undefined;
  await Promise.race([gone, Promise.all([due, table.ended()])]);
}

/** Each moves once, as may be agreed on then; the first seat offers until the second one has accepted. */
async function drawing(table: Table, seat: number): Promise<void> {
  while (!table.end) {
    await table.act({ type: 'move', move: seat === 0 ? 'g1f3' : 'g8f6' });
    await table.act({ type: seat === 0 ? 'offer_draw' : 'accept_draw' });
    await sleep(50);
  }
}

/** The same tournament on paper. */
function onPaper(
  format: Format,
  players: readonly Player[],
  numbers: ReadonlyMap<string, number>,
  { rounds, missing }: { rounds?: number; missing?: string } = {},
): TournamentState {
  const entrants = players.map(({ playerId }, at): Entrant => ({ id: playerId, seed: at + 1, withdrawn: false }));
  const result = ({ players: ids }: NewPairing): number | Result => {
    if (missing === undefined || !ids.includes(missing)) return outcome(numbers.get(ids[0]!)!, numbers.get(ids[1]!)!);
    return { ending: 'forfeit', points: ids.map((id) => (id === missing ? 0 : 1)) };
  };
  const withdrawn = (round: number): string[] => (missing !== undefined && round > 1 ? [missing] : []);
  return playOut(format, { entrants, ...(rounds !== undefined && { rounds }) }, { play: result, withdrawn });
}

async function expectAsOnPaper(hall: Hall, id: string, format: Format, paper: TournamentState): Promise<void> {
  const told = await matchesOf(hall, id);
  const plain = told.map(({ round, players, result, points }) => {
    return { round, players: players.map((each) => each.id), result: { ending: result, points } };
  });
  expect(plain).toEqual(paper.pairings);
  const { items } = await getJson<{ items: Row[] }>(hall.endpoint(), `/tournaments/${id}/standings`);
  const rows = items.map(({ rank, player, points, tieBreaks }) => ({ rank, playerId: player.id, points, tieBreaks }));
  expect(rows).toEqual(
    format.standings(paper).map(({ rank, playerId, points, tieBreaks }) => ({ rank, playerId, points, tieBreaks })),
  );
}

test.runIf(hasRedis)(
  '[P8] a Swiss of eight and a round robin of four: one player never comes, one process is killed',
  { timeout: 240_000 },
  async () => {
    const { db, servers } = await twoProcesses();
    let live = servers[0]!;
    let openGates: () => void = () => undefined;
    const gates = new Promise<void>((resolve) => (openGates = resolve));
    const hall: Hall = {
      db,
      endpoint: () => live.endpoint,
      mayEnd: (round) => (round === 2 ? gates : Promise.resolve()),
    };
    const players: Player[] = [];
    while (players.length < 12) players.push(await signIn(live.endpoint, `Player ${players.length}`));
    const numbers = new Map(players.map(({ playerId }, at) => [playerId, at]));
    const [inSwiss, inRoundRobin] = [players.slice(0, 8), players.slice(8)];
    const missing = inSwiss[5]!.playerId;
    const token = await organiser(hall);
    const swiss = await announce(hall, token, { name: 'Open', format: 'swiss', rounds: 4 });
    const roundRobin = await announce(hall, token, { name: 'Final four', format: 'round_robin' });
    for (const [id, field] of [
      [swiss, inSwiss],
      [roundRobin, inRoundRobin],
    ] as const) {
      for (const { sdk } of field) {
        const { status } = await apiOf(live.endpoint)(`POST /tournaments/${id}/entry`, { token: sdk.auth.token });
        expect(status).toBe(200);
      }
    }
    await db.database.prisma.tournament.updateMany({ data: { startsAt: new Date() } });
    const attending = [
      ...inSwiss.filter(({ playerId }) => playerId !== missing).map((each) => attend(hall, swiss, each, numbers)),
      ...inRoundRobin.map((each) => attend(hall, roundRobin, each, numbers)),
    ];
    // In the second round, with all matches of both being played, a process is gone.
    const inSecond = { pairing: { round: 2 } };
    const owners = async (): Promise<(number | null)[]> => {
      const rooms = await db.database.prisma.appointment.findMany({ where: { ...inSecond, matchId: { not: null } } });
      const matchIds = rooms.map(({ matchId }) => matchId!);
      const running = { id: { in: matchIds }, status: 'running' } as const;
      return (await db.database.prisma.match.findMany({ where: running })).map(({ owner }) => owner);
    };
    await expect.poll(owners, { timeout: 60_000, interval: 200 }).toHaveLength(5);
    const [owner] = await owners();
    live = servers.find((server) => server.owner !== owner)!;
    await servers.find((server) => server.owner === owner)!.stop('SIGKILL');
    openGates();
    await Promise.all(attending);

    const again = await db.database.prisma.appointment.count({ where: { rooms: { gt: 1 } } });
    expect(again).toBeGreaterThan(0);
    const bySwiss = { rounds: 4, missing };
    await expectAsOnPaper(hall, swiss, formats.swiss, onPaper(formats.swiss, inSwiss, numbers, bySwiss));
    const paper = onPaper(formats.round_robin, inRoundRobin, numbers);
    await expectAsOnPaper(hall, roundRobin, formats.round_robin, paper);
    const counted = await db.database.prisma.match.count({ where: { status: 'finished' } });
    const games = await db.database.prisma.tournamentPairing.count({ where: { result: 'played' } });
    expect(counted).toBe(games);
  },
);
