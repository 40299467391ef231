// Tournaments over a real database, without rooms: bots' games stand in for what rooms would have played.

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Push } from '../../src/queues/pushes.ts';
import { Refused } from '../../src/services/refused.ts';
import { openServices, type Services } from '../../src/services/index.ts';
import { driveAll } from '../../src/services/tournaments/drive.ts';
import type { NewTournament } from '../../src/services/tournaments/create.ts';
import type { PairingFilter } from '../../src/services/tournaments/index.ts';
import { takeResults } from '../../src/services/tournaments/outcomes.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import { allowed, newKey, refusal, unlimited } from '../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { holding, untilWaiting } from '../support/holding.ts';
import { jobsOn } from '../support/jobs.ts';

let db: TestDatabase;
let services: Services;
let players: string[];
let developer: string;
let told: [readonly string[], Push][];
let played: number;
beforeEach(async () => {
  db = await testDatabase();
  const keys = { tokenKeys: [newKey()], dataKeys: [newKey()], logKey: newKey() } as const;
  services = openServices(db.database, { owner: 1, rateLimits: unlimited(), ...keys });
  players = await createPlayers(db.database, 6);
  developer = players.pop()!;
  await db.database.prisma.player.update({ where: { id: developer }, data: { role: 'developer' } });
  told = [];
  played = 0;
  services.pushes.send = (ids, push) => void told.push([ids, push]);
});
afterEach(() => db.drop());

const terms = (some: Partial<NewTournament> = {}): NewTournament => ({
  ...{ name: 'Open', game: 'chess', mode: 'blitz', format: 'swiss', rated: true, listed: true },
  ...{ maxEntrants: 16, waitSeconds: 60, startsAt: new Date(Date.now() + 3_600_000) },
  ...some,
});

async function announce(some: Partial<NewTournament> = {}): Promise<string> {
  return allowed(await services.tournaments.create(terms(some), developer)).id;
}

async function enter(id: string, ids: readonly string[] = players): Promise<void> {
  for (const playerId of ids) expect(await services.tournaments.join(id, playerId)).toEqual({ entered: true });
}

const drive = (): Promise<void> => driveAll(db.database, services.pushes);

/** Its time comes. */
async function start(id: string): Promise<void> {
  await db.database.prisma.tournament.update({ where: { id }, data: { startsAt: new Date() } });
  await drive();
}

const statusOf = async (id: string) => (await services.tournaments.get(id))!.status;
const matchesOf = async (id: string, some: Partial<PairingFilter> = {}) =>
  allowed((await services.tournaments.matches(id, { limit: 100, ...some }))!).items;
const openMatches = async (id: string) => (await matchesOf(id)).filter(({ result }) => result === null);

/** Plays what is due, as rooms and the pipeline would: `judge` is what the second judge finds. */
async function playRound(id: string): Promise<string[]> {
  const due = await db.database.prisma.tournamentPairing.findMany({ where: { tournamentId: id, result: null } });
  const matchIds: string[] = [];
  for (const { appointmentId, firstId, secondId } of due) {
    const seed = (++played).toString(16).padStart(32, 'e');
    const { matchId } = await finishBotGame(db.database, [firstId, secondId!], seed, { mode: 'bullet' });
    expect(await services.appointments.open(appointmentId!, matchId)).toBe(true);
    matchIds.push(matchId);
  }
  return matchIds;
}

async function deliver(matchId: string): Promise<void> {
  for (const step of ['verify', 'tournaments'] as const) await jobsOn(db.database)[step](db.database, step, matchId);
}

describe('[P8] announcing', () => {
  test('what does not fit together is refused', async () => {
    const create = (some: Partial<NewTournament>) => services.tournaments.create(terms(some), developer);
    expect(refusal(await create({ game: 'go' }))).toBe('tournament-terms');
    expect(refusal(await create({ mode: 'lightning' }))).toBe('tournament-terms');
    expect(refusal(await create({ game: 'arena', mode: 'classic' }))).toBe('tournament-terms');
    expect(refusal(await create({ format: 'round_robin', rounds: 3 }))).toBe('tournament-terms');
    expect(refusal(await create({ format: 'arena' }))).toBe('tournament-terms');
    expect(refusal(await create({ minutes: 5 }))).toBe('tournament-terms');
    expect(refusal(await create({ startsAt: new Date(Date.now() - 1) }))).toBe('tournament-terms');
    expect(allowed(await create({ game: 'arena', mode: 'duel' }))).toMatchObject({ game: 'arena', status: 'open' });
  });

  test('players announce small, unrated ones, three at a time', async () => {
    const create = (some: Partial<NewTournament>) => services.tournaments.create(terms(some), players[0]!);
    expect(refusal(await create({}))).toBe('forbidden');
    expect(refusal(await create({ rated: false, maxEntrants: 17 }))).toBe('forbidden');
    for (let n = 0; n < 3; n++) allowed(await create({ rated: false }));
    expect(refusal(await create({ rated: false }))).toBe('forbidden');
  });

  test('[H7] what players may not announce, developers and admins may, and it is written down', async () => {
    const create = async (some: Partial<NewTournament>) =>
      allowed(await services.tournaments.create(terms({ rated: false, maxEntrants: 16, ...some }), developer)).id;
    for (let n = 0; n < 3; n++) await create({});
    const [fourth, rated] = [await create({}), await create({ rated: true })];
    const large = await create({ maxEntrants: 17 });
    const written = allowed(await services.audit.list({ action: 'tournament.announce', limit: 9 })).items;
    expect(written.map(({ actorId, target, details }) => ({ actorId, target, details }))).toEqual([
      { actorId: developer, target: large, details: { rated: false, maxEntrants: 17 } },
      { actorId: developer, target: rated, details: { rated: true, maxEntrants: 16 } },
      { actorId: developer, target: fourth, details: { rated: false, maxEntrants: 16 } },
    ]);
  });

  test('no more than three, however many are asked for at once', async () => {
    const [ann] = players as [string];
    const create = () => services.tournaments.create(terms({ rated: false }), ann);
    const four = () => Promise.all(Array.from({ length: 4 }, create));
    const answers = await holding({ db }, [['SELECT FROM players WHERE id = $1 FOR UPDATE', [ann]]], four, () =>
      untilWaiting({ db }, 4),
    );
    expect(answers.filter((answer) => answer instanceof Refused)).toHaveLength(1);
    expect(await db.database.prisma.tournament.count()).toBe(3);
  });

  test('lists leave out unlisted ones, and page', async () => {
    const ids = [];
    for (let n = 1; n <= 5; n++) ids.push(await announce({ startsAt: new Date(Date.now() + n * 3_600_000) }));
    const unlisted = await announce({ listed: false });
    const first = allowed(await services.tournaments.list({ limit: 3 }));
    const second = allowed(await services.tournaments.list({ limit: 3, cursor: first.next! }));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeNull();
    expect(await services.tournaments.get(unlisted)).toMatchObject({ listed: false });
    expect(refusal(await services.tournaments.list({ limit: 3, cursor: 'x' }))).toBe('bad-cursor');
  });
});

describe('[P8] entries', () => {
  test('until it is full, once each, and taken back', async () => {
    const id = await announce({ maxEntrants: 2 });
    await enter(id, [players[0]!, players[0]!, players[1]!]);
    expect(refusal(await services.tournaments.join(id, players[2]!))).toBe('tournament-full');
    expect(await services.tournaments.withdraw(id, players[0]!)).toBeUndefined();
    await enter(id, [players[2]!]);
    expect((await services.tournaments.standings(id))!.map(({ playerId }) => playerId)).toEqual([
      players[1],
      players[2],
    ]);
    expect(await services.tournaments.join(randomUUID(), players[0]!)).toBeUndefined();
  });

  test('many at once do not overfill it', async () => {
    const id = await announce({ maxEntrants: 3 });
    const answers = await Promise.all(players.map((playerId) => services.tournaments.join(id, playerId)));
    expect(answers.filter((answer) => answer && 'entered' in answer)).toHaveLength(3);
  });

  test('once it runs only an arena takes newcomers; who withdrew comes back', async () => {
    const [late, ...early] = players as [string, ...string[]];
    const swiss = await announce();
    await enter(swiss, early);
    await start(swiss);
    expect(refusal(await services.tournaments.join(swiss, late))).toBe('tournament-closed');
    await services.tournaments.withdraw(swiss, early[0]!);
    expect(await services.tournaments.get(swiss)).toMatchObject({ entrants: 3 });
    await enter(swiss, [early[0]!]);
    expect(await services.tournaments.get(swiss)).toMatchObject({ entrants: 4 });
    const arena = await announce({ format: 'arena', minutes: 10 });
    await enter(arena, early);
    await start(arena);
    await enter(arena, [late]);
    expect((await services.tournaments.standings(arena))!.at(-1)).toMatchObject({ playerId: late });
  });

  test('who comes back to a running arena needs a place, as everyone', async () => {
    const [ann, bob, cy] = players as [string, string, string];
    const arena = await announce({ format: 'arena', minutes: 10, maxEntrants: 2 });
    await enter(arena, [ann, bob]);
    await start(arena);
    await services.tournaments.withdraw(arena, ann);
    await enter(arena, [cy]);
    expect(refusal(await services.tournaments.join(arena, ann))).toBe('tournament-full');
    expect(await services.tournaments.get(arena)).toMatchObject({ entrants: 2 });
    await services.tournaments.withdraw(arena, cy);
    await enter(arena, [ann]);
  });

  test('[A3] who has their data erased is in none any more, and is told of all before', async () => {
    const [open, running] = [await announce(), await announce()];
    await enter(open);
    await enter(running);
    await start(running);
    const [ann] = players as [string];
    expect(await services.personalData.export(ann)).toMatchObject({
      entries: [{ tournamentId: open }, { tournamentId: running, seed: 1 }],
    });
    const identity = { playerId: ann, name: 'Ann', authSessionId: randomUUID() };
    const session = { id: identity.authSessionId, playerId: ann, refreshHash: Buffer.of(0) };
    await db.database.prisma.session.create({ data: { ...session, expiresAt: new Date(Date.now() + 60_000) } });
    expect(await services.personalData.erase(identity, undefined)).toBeUndefined();
    expect(await services.tournaments.get(open)).toMatchObject({ entrants: players.length - 1 });
    const row = (await services.tournaments.standings(running))!.find(({ playerId }) => playerId === ann);
    expect(row).toMatchObject({ withdrawn: true, player: { name: 'Deleted player' } });
  });
});

describe('[P8] cancelling', () => {
  const cancel = (id: string, by: string) => services.tournaments.cancel(id, by);
  const listed = (id: string) => db.database.prisma.tournament.findMany({ where: { id, listed: true } });
  /** As the audit log has it. */
  const cancelled = () => db.database.prisma.auditEntry.findMany({ where: { action: 'tournament.cancel' } });
  let moderator: string;
  beforeEach(async () => {
    moderator = players.pop()!;
    await db.database.prisma.player.update({ where: { id: moderator }, data: { role: 'moderator' } });
  });

  test('its maker takes it back before it starts: it is listed no more, and who is in it is told', async () => {
    const id = await announce();
    await enter(id);
    await services.tournaments.withdraw(id, players[0]!);
    expect(refusal((await cancel(id, players[1]!))!)).toBe('forbidden');
    expect(await cancel(id, developer)).toBeUndefined();
    expect(await services.tournaments.get(id)).toMatchObject({ status: 'cancelled', listed: false });
    expect(await listed(id)).toEqual([]);
    expect(told).toEqual([[expect.any(Array), { type: 'tournament.cancelled', tournamentId: id }]]);
    expect(told[0]![0].toSorted()).toEqual(players.slice(1).toSorted());
    expect(refusal((await cancel(id, developer))!)).toBe('tournament-closed');
    expect(refusal((await services.tournaments.join(id, players[0]!))!)).toBe('tournament-closed');
    expect(refusal((await cancel(randomUUID(), developer))!)).toBe('not-found');
    expect(await cancelled()).toEqual([]);
  });

  test('once it runs only staff cancels it, which is written down; nothing of it is played or paired any more', async () => {
    const id = await announce({ rounds: 2 });
    await enter(id, players);
    await start(id);
    const [matchId] = await playRound(id);
    expect(refusal((await cancel(id, developer))!)).toBe('tournament-closed');
    await db.database.prisma.player.update({ where: { id: players[0]! }, data: { role: 'moderator' } });
    expect(refusal((await cancel(id, players[0]!))!)).toBe('forbidden');
    expect(await cancel(id, moderator)).toBeUndefined();
    const entry = { actorId: moderator, action: 'tournament.cancel', target: id, details: { status: 'running' } };
    expect(await cancelled()).toMatchObject([entry]);
    await deliver(matchId!);
    await drive();
    expect(await statusOf(id)).toBe('cancelled');
    expect((await matchesOf(id)).map(({ round, result }) => [round, result])).toEqual([
      [1, 'unplayed'],
      [1, 'unplayed'],
    ]);
    expect(await db.database.prisma.appointment.count({ where: { closedAt: null } })).toBe(0);
  });
});

describe('[P8] from the start to the end', () => {
  test('with one entrant it is cancelled, and that one told', async () => {
    const id = await announce();
    await enter(id, [players[0]!]);
    await start(id);
    expect(await statusOf(id)).toBe('cancelled');
    expect(told).toEqual([[[players[0]], { type: 'tournament.cancelled', tournamentId: id }]]);
  });

  test('it does not start before its time', async () => {
    const id = await announce();
    await enter(id);
    await drive();
    expect(await statusOf(id)).toBe('open');
  });

  test('seeds are by rating, a newcomer counting as 1500; who came first where that is equal', async () => {
    const id = await announce();
    await enter(id);
    const rate = (playerId: string, rating: number) =>
      db.database.prisma.rating.create({
        data: {
          ...{ playerId, game: 'chess', mode: 'blitz', season: 1, rating, deviation: 50, volatility: 0.06 },
          ...{ games: 9, wins: 5, draws: 0, losses: 4, playedAt: new Date() },
        },
      });
    await rate(players[3]!, 1800);
    await rate(players[0]!, 1400);
    await start(id);
    const entries = await db.database.prisma.tournamentEntry.findMany({
      where: { tournamentId: id },
      orderBy: { seed: 'asc' },
    });
    const [a, b, c, d, e] = players;
    expect(entries.map(({ playerId }) => playerId)).toEqual([d, b, c, e, a]);
  });

  test('[H8] pairings come by page, in their order', async () => {
    const id = await announce({ format: 'round_robin' });
    await enter(id, players.slice(0, 4));
    await start(id);
    for (let round = 1; round <= 2; round++) {
      for (const matchId of await playRound(id)) await deliver(matchId);
      await drive();
    }
    const all = await matchesOf(id);
    expect(all.map(({ round, board }) => [round, board])).toEqual([[1, 1], [1, 2], [2, 1], [2, 2], [3, 1], [3, 2]]); // prettier-ignore
    const page = async (cursor?: string, round?: number) =>
      allowed((await services.tournaments.matches(id, { limit: 3, cursor, round }))!);
    const first = await page();
    const second = await page(first.next!);
    expect([...first.items, ...second.items]).toEqual(all);
    expect([first.items.length, second.next]).toEqual([3, null]);
    expect((await page(first.next!, 3)).items).toEqual(all.slice(4));
    expect(refusal((await services.tournaments.matches(id, { limit: 3, cursor: 'x' }))!)).toBe('bad-cursor');
  });

  test('several that drive at once make each round once', async () => {
    const id = await announce();
    await enter(id, players.slice(0, 4));
    await db.database.prisma.tournament.update({ where: { id }, data: { startsAt: new Date() } });
    await Promise.all(Array.from({ length: 5 }, drive));
    expect(await openMatches(id)).toHaveLength(2);
    expect(await db.database.prisma.appointment.count()).toBe(2);
  });

  test('results come with their verified matches, however often; the last one ends it, and all are told', async () => {
    const id = await announce({ rounds: 2 });
    await enter(id, players.slice(0, 4));
    await start(id);
    for (const round of [1, 2]) {
      const matchIds = await playRound(id);
      await drive();
      expect(await services.tournaments.get(id)).toMatchObject({ round, status: 'running' });
      for (const matchId of [...matchIds, ...matchIds]) await deliver(matchId);
      expect(await openMatches(id)).toEqual([]);
      await drive();
    }
    expect(await statusOf(id)).toBe('finished');
    const standings = (await services.tournaments.standings(id))!;
    expect(standings.reduce((sum, { points }) => sum + points, 0)).toBe(4);
    expect(told).toEqual(
      standings.map(({ playerId, rank }) => [[playerId], { type: 'tournament.finished', tournamentId: id, rank }]),
    );
  });

  test('who does not come has lost, and is paired no more until they are back', async () => {
    const id = await announce({ format: 'round_robin' });
    await enter(id, players.slice(0, 4));
    await start(id);
    const [first] = await db.database.prisma.tournamentPairing.findMany({ where: { tournamentId: id } });
    const matchId = randomUUID();
    await services.appointments.open(first!.appointmentId!, matchId);
    await services.appointments.miss(first!.appointmentId!, matchId, [first!.secondId!]);
    await drive();
    const row = (await services.tournaments.standings(id))!.find(({ playerId }) => playerId === first!.firstId);
    expect(row).toMatchObject({ withdrawn: true, points: 0, wins: 0, losses: 1 });
    expect((await matchesOf(id))[0]).toMatchObject({ result: 'forfeit', points: [0, 1] });
  });

  test('a voided match counts for nobody, during the tournament and after', async () => {
    const id = await announce({ rounds: 1 });
    await enter(id, players.slice(0, 2));
    await start(id);
    const [matchId] = await playRound(id);
    await deliver(matchId!);
    await drive();
    expect(await statusOf(id)).toBe('finished');
    await voidMatch(db.database, matchId!, 'an engine', 'operator');
    expect((await matchesOf(id))[0]).toMatchObject({ result: 'voided', points: [0, 0] });
    expect((await services.tournaments.standings(id))!.map(({ points }) => points)).toEqual([0, 0]);
  });

  test('a match that is voided before its result is taken is taken as voided', async () => {
    const id = await announce({ rounds: 1 });
    await enter(id, players.slice(0, 2));
    await start(id);
    const [matchId] = await playRound(id);
    await voidMatch(db.database, matchId!, 'an engine', 'operator');
    await deliver(matchId!);
    expect((await matchesOf(id))[0]).toMatchObject({ result: 'voided' });
  });

  test('a match that is voided while its result is taken counts for nobody', async () => {
    const id = await announce({ rounds: 1 });
    await enter(id, players.slice(0, 2));
    await start(id);
    const [matchId = ''] = await playRound(id);
    await jobsOn(db.database).verify(db.database, 'verify', matchId);
    const { pool, prisma } = db.database;
    let done = false;
    const waits = async (): Promise<boolean> =>
      (await pool.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`))
        .rowCount === 1;
    const voided = await prisma.$transaction(
      async (tx) => {
        await takeResults(tx, [matchId]);
        const voiding = voidMatch(db.database, matchId, 'an engine', 'operator').finally(() => (done = true));
        await expect.poll(async () => done || (await waits()), { timeout: 10_000 }).toBe(true);
        return [voiding];
      },
      { timeout: 20_000 },
    );
    await Promise.all(voided);
    expect((await matchesOf(id))[0]).toMatchObject({ result: 'voided', points: [0, 0] });
  });

  test('a match that is found false is played again; what fails three times is nobody’s fault', async () => {
    const id = await announce({ rounds: 1 });
    await enter(id, players.slice(0, 2));
    await start(id);
    for (let times = 1; times <= 3; times++) {
      const [taken] = await services.appointments.takeDue([]);
      expect(taken).toMatchObject({ game: 'chess', mode: 'blitz', rated: true });
      const [matchId] = await playRound(id);
      await db.database.prisma.matchChunk.updateMany({
        where: { matchId: matchId!, index: 1 },
        data: { bytes: Buffer.of(1) },
      });
      await deliver(matchId!);
      expect(await db.database.prisma.match.findUnique({ where: { id: matchId! } })).toMatchObject({ verified: false });
      await drive();
      expect(await openMatches(id)).toHaveLength(1);
      // Its time to be taken again has come.
      await db.database.prisma.appointment.updateMany({ data: { triedAt: null } });
    }
    expect(await services.appointments.takeDue([])).toEqual([]);
    await drive();
    expect((await matchesOf(id))[0]).toMatchObject({ result: 'unplayed', points: [0.5, 0.5] });
    await drive();
    expect(await statusOf(id)).toBe('finished');
  });

  test('an arena pairs whoever is free, until its time is up', async () => {
    const id = await announce({ format: 'arena', minutes: 10 });
    await enter(id, players.slice(0, 4));
    await start(id);
    const first = await playRound(id);
    await deliver(first[0]!);
    await drive();
    // The two who are free have just met; the other two still play.
    expect(await openMatches(id)).toHaveLength(1);
    await deliver(first[1]!);
    await drive();
    expect(await openMatches(id)).toHaveLength(2);
    await db.database.prisma.tournament.update({ where: { id }, data: { startedAt: new Date(Date.now() - 601_000) } });
    for (const matchId of await playRound(id)) await deliver(matchId);
    await drive();
    expect(await statusOf(id)).toBe('finished');
    expect(await matchesOf(id)).toHaveLength(4);
  });

  test('players are told when there is a room for them', async () => {
    const id = await announce();
    await enter(id, players.slice(0, 2));
    await start(id);
    const [pairing] = await db.database.prisma.tournamentPairing.findMany({ where: { tournamentId: id } });
    const roomId = randomUUID();
    await services.tournaments.call(pairing!.appointmentId!);
    expect(told).toEqual([]);
    await services.appointments.open(pairing!.appointmentId!, roomId);
    await services.tournaments.call(pairing!.appointmentId!);
    const common = { type: 'tournament.round', tournamentId: id, round: 1, game: 'chess', roomId };
    expect(told).toMatchObject([
      [[pairing!.firstId], { ...common, seat: 0, opponent: { id: pairing!.secondId } }],
      [[pairing!.secondId], { ...common, seat: 1, opponent: { id: pairing!.firstId } }],
    ]);
  });
});
