// From a finished match to a case: opened once however often the job comes, and closed by a person.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cheats } from '../../loadtest/detect/cheats.ts';
import { loser } from '../../loadtest/detect/cheaters/turns.ts';
import { cleanPlay } from '../../loadtest/detect/clean.ts';
import { seedOf } from '../../loadtest/detect/people/chance.ts';
import { type PlayedMatch, playTurns } from '../../loadtest/detect/people/play.ts';
import { turnPerson } from '../../loadtest/detect/people/turns.ts';
import { chess } from '../../src/games/chess/index.ts';
import { jobsOn } from '../support/jobs.ts';
import { type Case, type CaseFilter, type Cases, openCases } from '../../src/services/cases.ts';
import { Refused } from '../../src/services/refused.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { finishPlayed } from '../support/played-matches.ts';

let db: TestDatabase;
let cases: Cases;
beforeAll(async () => {
  db = await testDatabase();
  cases = openCases(db.database);
});
afterAll(() => db.drop());

async function list(filter: CaseFilter): Promise<readonly Case[]> {
  const page = await cases.page(filter);
  return page instanceof Refused ? expect.unreachable(page.detail) : page.items;
}

/** Takes a match as far as the detectors, as the pipeline does. */
async function detectIn(matchId: string): Promise<void> {
  expect(await jobsOn(db.database).verify(db.database, 'verify', matchId)).toEqual([matchId]);
  await jobsOn(db.database).detect(db.database, 'detect', matchId);
}

async function played(match: PlayedMatch): Promise<{ matchId: string; players: string[] }> {
  const players = await createPlayers(db.database, match.log.header.seats.length);
  return { matchId: await finishPlayed(db.database, players, match), players };
}

test('[V6] a finding opens one case, though the job is delivered three times at once, and bans nobody', async () => {
  const { matchId, players } = await played(cheats['trigger bot']!.play(2));
  await detectIn(matchId);
  await db.database.prisma.applied.deleteMany({ where: { matchId, consumer: 'detect' } });
  await Promise.all([1, 2, 3].map(() => jobsOn(db.database).detect(db.database, 'detect', matchId)));
  const [found, ...more] = await list({ matchId, limit: 10 });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ detector: 'reaction', seat: 0, status: 'open', verdict: null });
  expect(found!.player.id).toBe(players[0]);
  expect(found!.match).toMatchObject({ id: matchId, game: 'arena', mode: 'duel' });
  expect(found!.evidence.ticks.length).toBeGreaterThan(10);
  // The match is rated all the same: that is for a person to undo.
  expect(await jobsOn(db.database).rate(db.database, 'rate', matchId)).toEqual([matchId]);
  expect(await db.database.prisma.ratingChange.count({ where: { matchId } })).toBe(2);
});

test('[V6] what was refused is stored with the match, and found, also when its log was compacted before', async () => {
  const { matchId, players } = await played(cheats['refused actions']!.play(0));
  const seats = await db.database.prisma.matchSeat.findMany({ where: { matchId }, orderBy: { seat: 'asc' } });
  expect(seats[0]!.refusals).toMatchObject([{ reason: 'illegal_move' }]);
  await jobsOn(db.database).verify(db.database, 'verify', matchId);
  await jobsOn(db.database).compact(db.database, 'compact', matchId);
  expect(await db.database.prisma.matchChunk.count({ where: { matchId } })).toBe(0);
  await jobsOn(db.database).detect(db.database, 'detect', matchId);
  const found = await list({ playerId: players[0]!, limit: 10 });
  expect(found.map(({ detector }) => detector)).toEqual(['refusals']);
});

test('[V6] clean play and unrated matches open no case', async () => {
  const clean = await played(cleanPlay['chess blitz']!(7));
  await detectIn(clean.matchId);
  const { game, log, beside } = cheats['instant moves']!.play(0);
  const unrated = await played({ game, log, beside });
  await db.database.prisma.match.update({ where: { id: unrated.matchId }, data: { rated: false } });
  await jobsOn(db.database).detect(db.database, 'detect', unrated.matchId);
  for (const { matchId } of [clean, unrated]) expect(await list({ matchId, limit: 10 })).toEqual([]);
});

test('[V6] a case is closed once, with a verdict', async () => {
  const { matchId } = await played(cheats['instant moves']!.play(0));
  await detectIn(matchId);
  const [found] = await list({ matchId, status: 'open', limit: 10 });
  const { id } = found!;
  expect(await cases.close(id, 'cheated', 'an engine', 'operator')).toBe(true);
  expect(await cases.close(id, 'clean', undefined, 'operator')).toBe(false);
  expect(await cases.get(id)).toMatchObject({ id, status: 'closed', verdict: 'cheated', note: 'an engine' });
  expect(await list({ matchId, status: 'open', limit: 10 })).toEqual([]);
  expect(await cases.close(id + 1_000, 'clean', undefined, 'operator')).toBe(false);
  expect(await cases.get(id + 1_000)).toBeUndefined();
});

describe('pairings', () => {
  const thrown = (n: number): PlayedMatch =>
    playTurns(chess, 'rapid', seedOf('thrown', n), (rng, seat) => {
      const person = turnPerson(chess, rng);
      return seat === n % 2 ? loser(person) : person;
    });

  beforeAll(async () => {
    // What others play: long matches, two of them written down often, before and after a season has begun.
    const others = [cleanPlay['chess rapid']!(0), cleanPlay['chess rapid']!(1)];
    const players = await createPlayers(db.database, 2);
    const write = async (n: number) => finishPlayed(db.database, players, others[n % 2]!);
    for (let n = 0; n < 11; n++) await write(n);
    await db.database.prisma.season.create({ data: { game: 'chess', number: 2, startsAt: new Date() } });
    for (let n = 0; n < 11; n++) await write(n);
  });

  test('[V6] traded rating opens a case for both, and the next one only after as many matches again', async () => {
    const players = await createPlayers(db.database, 2);
    const opened: number[] = [];
    for (let n = 0; n < 13; n++) {
      const matchId = await finishPlayed(db.database, players, thrown(n));
      await detectIn(matchId);
      const found = await list({ matchId, detector: 'pairings', limit: 10 });
      if (found.length === 0) continue;
      opened.push(n + 1);
      expect(new Set(found.map(({ player }) => player.id))).toEqual(new Set(players));
      expect(found[0]!.evidence.matches).toHaveLength(6);
      expect(found[0]!.evidence.matches).toContain(matchId);
    }
    expect(opened).toEqual([6, 12]);
  });

  test('[V6] friends who play their matches out, and a thrown match now and then, open none', async () => {
    const players = await createPlayers(db.database, 2);
    for (let n = 0; n < 9; n++) {
      const match = n % 3 === 2 ? thrown(100 + n) : cleanPlay['chess rapid']!(n);
      await detectIn(await finishPlayed(db.database, players, match));
    }
    expect(await list({ playerId: players[0]!, limit: 10 })).toEqual([]);
  });

  test('[V6] matches lost to many others in a hurry are no trade', async () => {
    const [hasty, ...others] = await createPlayers(db.database, 9);
    for (const [n, other] of others.entries()) {
      const match = playTurns(chess, 'rapid', seedOf('hasty', n), (rng, seat) =>
        seat === 0 ? loser(turnPerson(chess, rng)) : turnPerson(chess, rng),
      );
      await detectIn(await finishPlayed(db.database, [hasty!, other], match));
    }
    expect(await list({ playerId: hasty!, limit: 10 })).toEqual([]);
  });
});
