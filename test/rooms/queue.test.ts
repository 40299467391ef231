// The queue as its players meet it: over the SDK and over HTTP, on a real server, up to the match.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getJson, type Player, signIn, Table } from '../../loadtest/client.ts';
import { openDatabase, type Database } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { queue } from '../support/queue.ts';
import { startServer } from '../support/server.ts';

const execute = promisify(execFile);

let server: Awaited<ReturnType<typeof startServer>>;
let db: Database;
let api: Api;
beforeAll(async () => {
  server = await startServer({ REGIONS: 'eu,us', REGION: 'eu' });
  db = openDatabase(server.databaseUrl);
  api = apiOf(server.endpoint);
});
afterEach(async () => void (await db.pool.query('DELETE FROM queue_entries')));
afterAll(async () => {
  await db.close();
  await server.stop();
});

const players = (count: number): Promise<Player[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => signIn(server.endpoint, `Player ${i}`)));
const tokenOf = ({ sdk }: Player): { token: string } => ({ token: sdk.auth.token! });
const rate = ({ playerId }: Player, rating: number, mode = 'blitz'): Promise<unknown> =>
  db.prisma.rating.create({
    data: {
      ...{ playerId, game: 'chess', mode, season: 1, rating, deviation: 50, volatility: 0.06 },
      ...{ games: 30, wins: 15, draws: 0, losses: 15, playedAt: new Date() },
    },
  });

describe('[M1] over a connection', () => {
  test('two who queue meet in a rated match, each with a seat of their own', async () => {
    const [ann, bob] = await players(2);
    const regions = { eu: 12, us: 90 };
    const waiting = [await queue(ann!, { game: 'chess', modes: ['blitz'], regions })];
    await expect
      .poll(() => waiting[0]!.said.status.at(-1), { timeout: 10_000 })
      .toMatchObject({ state: 'waiting', modes: ['blitz'], regions });
    const doing = () => db.prisma.presence.findFirst({ where: { playerId: ann!.playerId } });
    await expect.poll(doing, { timeout: 10_000 }).toMatchObject({ status: 'queueing' });
    waiting.push(await queue(bob!, { game: 'chess', modes: ['blitz', 'rapid'], regions: { eu: 30 } }));
    const [first, second] = await Promise.all(waiting.map((each) => each.match()));
    expect(first).toMatchObject({ matchId: second!.matchId, mode: 'blitz', region: 'eu' });
    expect(first!.seat.sessionId).not.toBe(second!.seat.sessionId);
    const tables = await Promise.all(waiting.map((each) => each.sit()));
    await Promise.all(tables.map((table) => table.begun()));
    expect(tables[0]!.info).toMatchObject({ rated: true, matchId: first!.matchId });
    // The place is gone once the match has begun.
    // Who asks ten times a second is closed.
    const placeOf = () => waiting[0]!.room.request('status');
    await expect.poll(placeOf, { timeout: 10_000, interval: 300 }).toEqual({ state: 'idle' });
    await tables[0]!.act({ type: 'resign' });
    await expect
      .poll(() => getJson(server.endpoint, `/matches/${first!.matchId}`), { timeout: 10_000 })
      .toMatchObject({ status: 'finished' });
    const made = await db.prisma.madeMatch.findUniqueOrThrow({ where: { matchId: first!.matchId } });
    expect(made).toMatchObject({
      game: 'chess',
      mode: 'blitz',
      region: 'eu',
      people: 2,
      bots: 0,
      spread: 0,
      rttMs: 30,
    });
    expect(made.waits).toHaveLength(2);
  });

  test('the rating is from the database: what a client says of it is refused, or changes nothing', async () => {
    const [low, high, other] = await players(3);
    await rate(low!, 1000);
    await rate(high!, 2000);
    await rate(other!, 2050);
    for (const forged of [{ rank: 2000 }, { rating: 2000 }, { skills: {} }]) {
      await expect(queue(low!, { game: 'chess', modes: ['blitz'], ...forged })).rejects.toThrow(/wrong options/);
    }
    const waiting = await queue(low!, { game: 'chess', modes: ['blitz'] });
    const others = [
      await queue(high!, { game: 'chess', modes: ['blitz'] }),
      await queue(other!, { game: 'chess', modes: ['blitz'] }),
    ];
    const [one, two] = await Promise.all(others.map((each) => each.match()));
    expect(one!.matchId).toBe(two!.matchId);
    expect(waiting.found).toBeUndefined();
    expect(await waiting.room.request('status')).toMatchObject({ state: 'waiting', waiting: 1 });
  });

  test('who has blocked whom does not meet', async () => {
    const [ann, bob, cy] = await players(3);
    await db.prisma.block.create({ data: { playerId: bob!.playerId, blockedId: ann!.playerId } });
    const first = await queue(ann!, { game: 'chess', modes: ['rapid'] });
    const second = await queue(bob!, { game: 'chess', modes: ['rapid'] });
    const third = await queue(cy!, { game: 'chess', modes: ['rapid'] });
    expect((await third.match()).matchId).toBe((await first.match()).matchId);
    expect(second.found).toBeUndefined();
  });

  test('a found seat is the player’s: nobody else takes it, and another connection of the player may', async () => {
    const [ann, bob, eve] = await players(3);
    const waiting = await Promise.all([ann!, bob!].map((each) => queue(each, { game: 'chess', modes: ['blitz'] })));
    const { matchId } = await waiting[0]!.match();
    await expect(eve!.sdk.joinById(matchId, {})).rejects.toThrow(/reserved for others/);
    const first = new Table(await ann!.sdk.joinById(matchId, {}));
    const second = await waiting[1]!.sit();
    await Promise.all([first.begun(), second.begun()]);
    await Promise.all([first, second].map(({ room }) => room.leave()));
  });

  test('who leaves the queue is matched with nobody; a second place is refused', async () => {
    const [ann, bob] = await players(2);
    const waiting = await queue(ann!, { game: 'chess', modes: ['bullet'] });
    await expect(queue(ann!, { game: 'arena' })).rejects.toThrow(/already-queued/);
    // For the same game it is the same place, on the terms on which it was taken.
    const again = await queue(ann!, { game: 'chess', modes: ['rapid'] });
    await expect.poll(() => again.said.status.at(-1), { timeout: 10_000 }).toMatchObject({ modes: ['bullet'] });
    await again.room.leave();
    expect(await waiting.room.request('status')).toMatchObject({ state: 'waiting' });
    await waiting.room.leave();
    await expect.poll(() => db.prisma.queueEntry.count(), { timeout: 10_000 }).toBe(0);
    const alone = await queue(bob!, { game: 'chess', modes: ['bullet'] });
    expect(await alone.room.request('status')).toMatchObject({ waiting: 1 });
  });

  test('who queues twice at once has one place, and is refused nowhere', async () => {
    const body = { game: 'chess', modes: ['rapid'], regions: { eu: 1 } };
    for (const player of await players(5)) {
      const asked = [1, 2].map(() => api('POST /match/queue', { ...tokenOf(player), body }));
      const [connected, ...answers] = await Promise.all([queue(player, body), ...asked]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await db.prisma.queuedPlayer.count({ where: { playerId: player.playerId } })).toBe(1);
      await connected.room.leave();
      await db.pool.query('DELETE FROM queue_entries');
    }
  });

  test('wrong wishes are refused with what is wrong', async () => {
    const [ann] = await players(1);
    await expect(queue(ann!, { game: 'go' })).rejects.toThrow(/no game go/);
    await expect(queue(ann!, { game: 'chess', modes: ['lightning'] })).rejects.toThrow(
      /no mode lightning: it has bullet, blitz/,
    );
    await expect(queue(ann!, { game: 'chess', regions: { moon: 1 } })).rejects.toThrow(/no region "moon".*eu, us/);
    await expect(queue(ann!, { game: 'chess', party: true })).rejects.toThrow(/in no party/);
    ann!.sdk.auth.token = 'nonsense';
    await expect(queue(ann!, { game: 'chess' })).rejects.toThrow(/sign in first/);
  });
});

describe('[M1] [H5] over HTTP', () => {
  test('a place is taken, kept by asking, and becomes a seat', async () => {
    const [ann, bob] = await players(2);
    expect(await api('GET /match/status', tokenOf(ann!))).toMatchObject({ status: 200, body: { state: 'idle' } });
    const body = { game: 'battleship', modes: ['quick'], regions: { eu: 20 } };
    for (const player of [ann!, bob!]) {
      expect(await api('POST /match/queue', { ...tokenOf(player), body })).toMatchObject({
        status: 200,
        body: { state: 'waiting', game: 'battleship', modes: ['quick'], regions: { eu: 20 } },
      });
    }
    const status = async (player: Player) => (await api('GET /match/status', tokenOf(player))).body;
    await expect.poll(async () => (await status(ann!)).state, { timeout: 20_000 }).toBe('found');
    const found = [await status(ann!), await status(bob!)];
    // Asking again gives the same seat, not one more.
    expect(await status(ann!)).toEqual(found[0]);
    const tables = await Promise.all(
      [ann!, bob!].map(async ({ sdk }, i) => new Table(await sdk.consumeSeatReservation(found[i].seat))),
    );
    await Promise.all(tables.map((table) => table.begun()));
    expect(tables[0]!.info!.matchId).toBe(found[1].matchId);
    await expect.poll(async () => (await status(ann!)).state, { timeout: 10_000 }).toBe('idle');
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  test('leaving; refusals; nothing without a token', async () => {
    const [ann] = await players(1);
    const queueing = (body: object) => api('POST /match/queue', { ...tokenOf(ann!), body });
    expect((await api('POST /match/queue', { body: { game: 'chess' } })).status).toBe(401);
    expect(await queueing({ game: 'go' })).toMatchObject({ status: 404 });
    expect(await queueing({ game: 'chess', regions: { moon: 4 } })).toMatchObject({
      status: 400,
      body: { regions: ['eu', 'us'] },
    });
    expect(await queueing({ game: 'chess', rank: 3000 })).toMatchObject({ status: 400 });
    expect(await queueing({ game: 'chess' })).toMatchObject({ status: 200, body: { modes: ['blitz'] } });
    expect(await queueing({ game: 'arena' })).toMatchObject({
      status: 409,
      body: { type: '/problems/already-queued' },
    });
    expect((await api('DELETE /match/queue', tokenOf(ann!))).status).toBe(204);
    expect((await api('GET /match/status', tokenOf(ann!))).body).toEqual({ state: 'idle' });
  });

  test('who does not ask any more has gone', async () => {
    const [ann, bob] = await players(2);
    for (const player of [ann!, bob!])
      await api('POST /match/queue', {
        ...tokenOf(player),
        body: { game: 'chess', modes: [player === ann ? 'rapid' : 'bullet'] },
      });
    await db.pool.query(`UPDATE queued_players SET seen_at = now() - interval '16 seconds' WHERE player_id = $1`, [
      ann!.playerId,
    ]);
    await expect
      .poll(() => db.prisma.queuedPlayer.findMany({ select: { playerId: true } }), { timeout: 10_000 })
      .toEqual([{ playerId: bob!.playerId }]);
  });

  test('a banned player is in no queue', async () => {
    const [eve] = await players(1);
    const data = { id: randomUUID(), playerId: eve!.playerId, reason: 'cheats', bannedById: eve!.playerId };
    await db.prisma.ban.create({ data });
    // The token is worth something until the session is ended: the queue looks for itself.
    expect(await api('POST /match/queue', { ...tokenOf(eve!), body: { game: 'chess' } })).toMatchObject({
      status: 403,
    });
    await expect(queue(eve!, { game: 'chess' })).rejects.toThrow(/banned/);
  });

  test('the region is the player’s own where nothing was measured', async () => {
    const [ann] = await players(1);
    expect(await api('PUT /players/me', { ...tokenOf(ann!), body: { region: 'moon' } })).toMatchObject({ status: 400 });
    expect(await api('PUT /players/me', { ...tokenOf(ann!), body: { region: 'us' } })).toMatchObject({
      body: { region: 'us' },
    });
    expect((await api('POST /match/queue', { ...tokenOf(ann!), body: { game: 'chess' } })).body.regions).toEqual({
      us: 0,
    });
  });
});

describe('[M1] parties', () => {
  const befriend = (one: Player, other: Player): Promise<unknown> =>
    db.prisma.friend.createMany({
      data: [
        { playerId: one.playerId, friendId: other.playerId },
        { playerId: other.playerId, friendId: one.playerId },
      ],
    });

  async function party(): Promise<[Player, Player]> {
    const [ann, bob] = (await players(2)) as [Player, Player];
    await befriend(ann, bob);
    const { body: made } = await api('POST /party', tokenOf(ann));
    await api('POST /party/invites', { ...tokenOf(ann), body: { playerId: bob.playerId } });
    const { body: invites } = await api('GET /party/invites', tokenOf(bob));
    expect(invites.items).toMatchObject([{ partyId: made.id, leaderId: ann.playerId }]);
    const joined = await api('POST /party/join', { ...tokenOf(bob), body: { partyId: made.id } });
    expect(joined.body.members.map(({ playerId }: { playerId: string }) => playerId)).toEqual([
      ann.playerId,
      bob.playerId,
    ]);
    return [ann, bob];
  }

  test('friends are invited, others are not; the leader queues for all', async () => {
    const [ann, bob] = await party();
    const [stranger] = await players(1);
    const invite = { ...tokenOf(ann), body: { playerId: stranger!.playerId } };
    expect(await api('POST /party/invites', invite)).toMatchObject({ status: 403 });
    expect(await api('POST /party/invites', { ...tokenOf(bob), body: { playerId: stranger!.playerId } })).toMatchObject(
      { status: 403 },
    );
    const body = { game: 'arena', modes: ['teams'], party: true };
    expect(await api('POST /match/queue', { ...tokenOf(bob), body })).toMatchObject({ status: 403 });
    expect(await api('POST /match/queue', { ...tokenOf(ann), body: { ...body, modes: ['duel'] } })).toMatchObject({
      status: 409,
    });
    expect((await api('POST /match/queue', { ...tokenOf(ann), body })).body.state).toBe('waiting');
    expect((await api('GET /match/status', tokenOf(bob))).body.state).toBe('waiting');
    // It was for the party as it was.
    expect((await api('DELETE /party', tokenOf(bob))).status).toBe(204);
    expect((await api('GET /match/status', tokenOf(ann))).body.state).toBe('idle');
    expect((await api('GET /party', tokenOf(ann))).body.members).toHaveLength(1);
    await api('DELETE /party', tokenOf(ann));
    expect((await api('GET /party', tokenOf(ann))).status).toBe(404);
  });

  test('who blocks a member has left, and joins none with somebody they have blocked', async () => {
    const [ann, bob] = await party();
    const [cy, stranger] = (await players(2)) as [Player, Player];
    await befriend(ann, cy);
    const { id: partyId } = (await api('GET /party', tokenOf(ann))).body;
    const join = async (player: Player) => {
      await api('POST /party/invites', { ...tokenOf(ann), body: { playerId: player.playerId } });
      return api('POST /party/join', { ...tokenOf(player), body: { partyId } });
    };
    const members = async () =>
      (await api('GET /party', tokenOf(ann))).body.members.map(({ playerId }: { playerId: string }) => playerId);
    expect((await join(cy)).status).toBe(200);
    expect((await api(`PUT /blocks/${stranger.playerId}`, tokenOf(cy))).status).toBe(204);
    expect(await members()).toEqual([ann.playerId, bob.playerId, cy.playerId]);
    expect((await api(`PUT /blocks/${bob.playerId}`, tokenOf(cy))).status).toBe(204);
    expect(await members()).toEqual([ann.playerId, bob.playerId]);
    expect(await join(cy)).toMatchObject({ status: 409, body: { type: '/problems/not-together' } });
    expect(await members()).toEqual([ann.playerId, bob.playerId]);
    // The other one is not to notice.
    await api('DELETE /party', tokenOf(bob));
    await api(`DELETE /blocks/${bob.playerId}`, tokenOf(cy));
    expect((await join(cy)).status).toBe(200);
    await api(`PUT /blocks/${bob.playerId}`, tokenOf(cy));
    expect((await join(bob)).status).toBe(200);
    expect(await members()).toEqual([ann.playerId, cy.playerId, bob.playerId]);
    await api('DELETE /party', tokenOf(ann));
  });

  test('they stay together: in one team, against two others', async () => {
    const [ann, bob] = await party();
    const leader = await queue(ann, { game: 'arena', modes: ['teams'], party: true });
    const member = await queue(bob, {});
    const others = await Promise.all(
      (await players(2)).map((each) => queue(each, { game: 'arena', modes: ['teams'] })),
    );
    const tables = await Promise.all([leader, member, ...others].map((each) => each.sit()));
    const seats = await Promise.all(tables.map((table) => table.begun()));
    expect(seats[0]! % 2).toBe(seats[1]! % 2);
    expect(seats[2]! % 2).toBe(seats[3]! % 2);
    expect(tables[0]!.info).toMatchObject({ rated: true });
    await Promise.all(tables.map(({ room }) => room.leave()));
  });
});

test('[M1] [P7] developers see who waits, how long, and how even the matches are; the funnel counts', async () => {
  const [ann, bob, dev] = await players(3);
  await rate(ann!, 1520, 'chess960');
  await rate(bob!, 1500, 'chess960');
  const regions = { us: 40 };
  const waiting = await Promise.all(
    [ann!, bob!].map((each) => queue(each, { game: 'chess', modes: ['chess960'], regions })),
  );
  const tables = await Promise.all(waiting.map((each) => each.sit()));
  await Promise.all(tables.map((each) => each.begun()));
  const lonely = await queue(dev!, { game: 'battleship' });
  expect((await api('GET /developer/queues', tokenOf(dev!))).status).toBe(403);
  await db.prisma.player.update({ where: { id: dev!.playerId }, data: { role: 'developer' } });
  const { body } = await api('GET /developer/queues?hours=1', tokenOf(dev!));
  expect(body.waiting).toMatchObject([{ game: 'battleship', players: 1 }]);
  const made = body.made.find(({ mode }: { mode: string }) => mode === 'chess960');
  expect(made).toMatchObject({ game: 'chess', region: 'us', matches: 1, withBots: 0, spreadMedian: 20, rttMedian: 40 });
  expect(made.waitMedian).toBeGreaterThan(0);
  await expect
    .poll(() => db.prisma.queueDay.findFirst({ where: { mode: 'chess960' } }), { timeout: 10_000 })
    .toMatchObject({ game: 'chess', queued: 2, matched: 2 });
  const environment = { ...process.env, DATABASE_URL: server.databaseUrl };
  const arbiter = join(import.meta.dirname, '../../src/cli/arbiter.ts');
  const { stdout } = await execute(process.execPath, [arbiter, 'queues'], { env: environment });
  expect(stdout).toMatch(/^battleship: 1 waiting, for up to \d+ s$/m);
  expect(stdout).toMatch(/^chess chess960 +us +1 +0 +\d+ \/ \d+ +20 \/ 20 +40 \/ 40$/m);
  await Promise.all([...tables, lonely].map(({ room }) => room.leave()));
});
