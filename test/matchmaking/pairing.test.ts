// Whom the queue brings together: what holds of every match that it makes, and the rules one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/games/kit/index.ts';
import type { Entry, Made } from '../../src/matchmaking/entry.ts';
import { areClose, toCandidate } from '../../src/matchmaking/limits.ts';
import { pairUp, type QueueState } from '../../src/matchmaking/pairing.ts';
import { type QueueMode, usualTerms } from '../../src/matchmaking/terms.ts';

const mode = (id: string, teams: readonly number[], terms: Partial<QueueMode['terms']> = {}): QueueMode => ({
  id,
  teams,
  rated: true,
  terms: { ...usualTerms, ...terms },
});
const duel = mode('duel', [0, 1], { botsAfterSeconds: 60 });
const classic = mode('classic', [0, 1, 2, 3], { botsAfterSeconds: 60 });
const teams = mode('teams', [0, 1, 0, 1], { botsAfterSeconds: 60 });
const trio = mode('trio', [0, 0, 0, 1, 1, 1]);
const modes = [duel, classic, teams, trio];

const seed = '00112233445566778899aabbccddeeff';
const pair = (entries: readonly Entry[], given: Partial<QueueState> = {}): Made[] =>
  pairUp({ modes, entries, areBlocked: () => false, rng: seeded(seed), ...given });

const skills = (rating: number, deviation = 0): Record<string, { rating: number; deviation: number }> =>
  Object.fromEntries(modes.map(({ id }) => [id, { rating, deviation }]));

/** Of players who are called as their entry, and numbered where it has several. */
function entry(id: string, ratings: number | readonly number[], rest: Partial<Entry> = {}): Entry {
  const players = [ratings].flat().map((rating, i, all) => {
    return { playerId: all.length > 1 ? `${id}${i}` : id, skills: skills(rating) };
  });
  return { id, players, modes: ['duel'], rttMs: { eu: 20 }, waitedSeconds: 0, bots: false, ...rest };
}

const ids = (made: readonly Made[]): string[][] =>
  made.map(({ entries }) => entries.map(({ id }) => id).toSorted()).toSorted();

const anEntry = fc
  .record({
    ratings: fc.array(fc.integer({ min: 400, max: 2800 }), { minLength: 1, maxLength: 3 }),
    deviation: fc.integer({ min: 0, max: 350 }),
    waitedSeconds: fc.integer({ min: 0, max: 400 }),
    bots: fc.boolean(),
    wanted: fc.uniqueArray(fc.constantFrom('duel', 'classic', 'teams', 'trio'), { minLength: 1 }),
    rttMs: fc.dictionary(fc.constantFrom('eu', 'us', 'asia'), fc.integer({ min: 0, max: 300 }), { minKeys: 1 }),
  })
  .map(({ ratings, deviation, wanted, ...rest }) => ({ ...rest, ratings, deviation, modes: wanted }));

const someEntries = fc.array(anEntry, { maxLength: 40 }).map((all) =>
  all.map(({ ratings, deviation, rttMs, ...rest }, n): Entry => {
    const players = ratings.map((rating, i) => ({ playerId: `p${n}-${i}`, skills: skills(rating, deviation) }));
    return { id: `e${n}`, players, rttMs: { ...rttMs }, ...rest };
  }),
);
/** Pairs of players who don't want to meet. */
const someBlocks = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 40 });
const blocksOf = (pairs: readonly (readonly [number, number])[]): QueueState['areBlocked'] => {
  const blocked = new Set(pairs.flatMap(([a, b]) => [`p${a}-0 p${b}-0`, `p${b}-0 p${a}-0`]));
  return (a, b) => blocked.has(`${a} ${b}`);
};

describe('[M1] every match that is made', () => {
  it('is within what each of its entries puts up with', () => {
    fc.assert(
      fc.property(someEntries, someBlocks, (entries, pairs) => {
        const areBlocked = blocksOf(pairs);
        const met = new Set<string>();
        for (const made of pair(entries, { areBlocked })) {
          const its = modes.find(({ id }) => id === made.mode)!;
          const candidates = made.entries.map((each) => toCandidate(each, its));
          expect(areClose(candidates)).toBe(true);
          for (const { entry: each, rttLimitMs } of candidates) {
            expect(met.has(each.id)).toBe(false);
            met.add(each.id);
            expect(each.modes).toContain(made.mode);
            expect(each.rttMs[made.region]).toBeLessThanOrEqual(rttLimitMs);
            expect(each.rttMs[made.region]).toBeLessThanOrEqual(made.rttMs);
            for (const other of made.entries) {
              if (other === each) continue;
              for (const a of each.players)
                for (const b of other.players) expect(areBlocked(a.playerId, b.playerId)).toBe(false);
            }
          }
          const best = Math.min(
            ...Object.keys(made.entries[0]!.rttMs)
              .filter((region) => candidates.every((c) => (c.entry.rttMs[region] ?? Infinity) <= c.rttLimitMs))
              .map((region) => Math.max(...made.entries.map((each) => each.rttMs[region]!))),
          );
          expect(made.rttMs).toBe(best);
        }
      }),
    );
  });

  it('seats everyone once, parties in one team, and bots only where all have waited and want them', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        for (const { mode: id, seats, entries: members } of pair(entries)) {
          const its = modes.find((each) => each.id === id)!;
          expect(seats).toHaveLength(its.teams.length);
          const seated = seats.filter((playerId) => playerId !== undefined);
          const expected = members.flatMap(({ players }) => players.map(({ playerId }) => playerId));
          expect(seated.toSorted()).toEqual(expected.toSorted());
          const largestTeam = its === duel || its === classic ? 1 : its.teams.length / 2;
          for (const { players } of members) {
            expect(players.length).toBeLessThanOrEqual(largestTeam);
            expect(new Set(players.map(({ playerId }) => its.teams[seats.indexOf(playerId)])).size).toBe(1);
          }
          if (seated.length === seats.length) continue;
          const after = its.terms.botsAfterSeconds ?? Infinity;
          expect(members.every(({ bots, waitedSeconds }) => bots && waitedSeconds >= after)).toBe(true);
        }
      }),
    );
  });

  it('is the same in whatever order the entries are given', () => {
    fc.assert(
      fc.property(
        someEntries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([entries, shuffled]) => {
          expect(pair(shuffled)).toEqual(pair(entries));
        },
      ),
    );
  });

  it('leaves nobody waiting who could meet in a duel, once it is done', () => {
    fc.assert(
      fc.property(someEntries, (all) => {
        const entries = all.filter(({ players }) => players.length === 1).map((one) => ({ ...one, modes: ['duel'] }));
        const made = pair(entries);
        const met = new Set(made.flatMap((each) => each.entries));
        const left = entries.filter((one) => !met.has(one));
        expect(ids(pair(left)).filter(({ length }) => length > 1)).toEqual([]);
      }),
    );
  });
});

describe('[M1] one by one:', () => {
  it('the window widens with waiting, and the longer wait counts half', () => {
    const two = (a: number, b: number): Made[] =>
      pair([entry('a', 1500, { waitedSeconds: a }), entry('b', 1700, { waitedSeconds: b })]);
    expect(two(0, 0)).toEqual([]);
    expect(two(27, 27)).toEqual([]);
    expect(two(28, 28)).toHaveLength(1);
    expect(two(56, 0)).toHaveLength(1);
    expect(two(54, 0)).toEqual([]);
  });

  it('who is hardly known meets a wider circle', () => {
    const newcomers = ['a', 'b'].map((id, i) => {
      return { ...entry(id, 0), players: [{ playerId: id, skills: skills(1500 + 110 * i, 300) }] };
    });
    expect(pair(newcomers)).toHaveLength(1);
  });

  it('the nearest in rating are matched, whoever has waited longest first', () => {
    const waiting = [entry('a', 1500, { waitedSeconds: 5 }), entry('b', 1540), entry('c', 1510), entry('d', 1550)];
    expect(ids(pair(waiting))).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ]);
  });

  it('a match is placed where the worst round trip is least; who is far from everything is not kept out', () => {
    const rttMs = (eu: number, us: number) => ({ rttMs: { eu, us } });
    expect(pair([entry('a', 1500, rttMs(10, 75)), entry('b', 1500, rttMs(70, 30))])).toMatchObject([
      { region: 'eu', rttMs: 70 },
    ]);
    const apart = [entry('a', 1500, rttMs(10, 160)), entry('b', 1500, rttMs(160, 10))];
    expect(pair(apart)).toEqual([]);
    expect(pair(apart.map((one) => ({ ...one, waitedSeconds: 20 })))).toHaveLength(1);
    expect(pair([entry('far', 1500, rttMs(400, 390)), entry('too', 1500, rttMs(500, 385))])).toMatchObject([
      { region: 'us', rttMs: 390 },
    ]);
  });

  it('teams of parties are as even as parties allow', () => {
    const one = (id: string, rating: number) => entry(id, rating, { modes: ['teams'] });
    const [made] = pair([one('a', 1540), one('b', 1500), one('c', 1530), one('d', 1510)]);
    const team = (n: number): string => [made!.seats[n], made!.seats[n + 2]].toSorted().join('');
    expect([team(0), team(1)].toSorted()).toEqual(['ab', 'cd']);
    const party = entry('p', [1500, 1560], { modes: ['teams'] });
    const [with2] = pair([party, one('x', 1520), one('y', 1540)]);
    const partyTeams = ['p0', 'p1'].map((player) => with2!.seats.indexOf(player) % 2);
    expect(partyTeams[0]).toBe(partyTeams[1]);
  });

  it('quick match takes the mode that fills', () => {
    const waiting = [
      entry('a', 1500, { modes: ['classic', 'duel'] }),
      entry('b', 1500, { modes: ['classic'] }),
      entry('c', 1500, { modes: ['classic'] }),
      entry('d', 1500, { modes: ['duel'] }),
    ];
    expect(pair(waiting)).toMatchObject([{ mode: 'duel' }]);
  });

  it('people are preferred to bots, and bots come where there are none', () => {
    const patient = { waitedSeconds: 61, bots: true, modes: ['classic'] };
    const [made] = pair([entry('a', 1500, patient), entry('b', 1500, patient)]);
    expect(made!.seats.filter((playerId) => playerId === undefined)).toHaveLength(2);
    expect(pair([entry('a', 1500, { ...patient, bots: false })])).toEqual([]);
    const enough = ['a', 'b', 'c', 'd'].map((id) =>
      entry(id, 1500, { ...patient, waitedSeconds: id === 'a' ? 90 : 0 }),
    );
    expect(pair(enough)[0]!.seats).not.toContain(undefined);
  });

  it('seats are drawn by lot', () => {
    const firsts = Array.from({ length: 64 }, (_, n) => {
      const rng = seeded(n.toString(16).padStart(32, '0'));
      return pair([entry('a', 1500), entry('b', 1500)], { rng })[0]!.seats[0];
    });
    const asFirst = firsts.filter((playerId) => playerId === 'a').length;
    expect(asFirst).toBeGreaterThan(16);
    expect(asFirst).toBeLessThan(48);
  });
});
