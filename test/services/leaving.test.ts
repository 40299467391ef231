// Leaving for good, or losing a role: nothing is left to nobody by it, and who does something else about the same at that
// moment is not in the way. A transaction of the test's own stands still in the middle, where the order matters.

import { expect, test } from 'vitest';
import type { Identity } from '../../src/services/accounts/access-tokens.ts';
import { scoreMatches } from '../../src/services/achievements/score-match.ts';
import type { Role } from '../../src/services/players.ts';
import { playsBy } from '../../src/services/results/plays.ts';
import { playMatch } from '../../src/services/resimulation/play.ts';
import type { NewTitle } from '../../src/services/titles/index.ts';
import { aPassword as password, allowed, refusal, registered, testAccounts } from '../support/accounts.ts';
import { finishBotGame } from '../support/finished-matches.ts';
import { holding, untilWaiting } from '../support/holding.ts';

const pinball: NewTitle = {
  ...{ id: 'pinball', title: 'Pinball', fullScore: 100 },
  achievements: [{ id: 'tilt', title: 'Tilt', description: 'Tilts.', tier: 'gold', points: 10, hidden: false }],
};

async function house() {
  const accounts = await testAccounts();
  const { services } = accounts;
  const withRole = async (role: Role): Promise<Identity> => {
    const { playerId, token } = await registered(services);
    allowed(await services.players.setRole(playerId, role, 'operator'));
    return (await services.sessions.verify(token))!;
  };
  const roleOf = ({ playerId }: Identity) => services.players.role(playerId);
  return { accounts, services, prisma: accounts.db.database.prisma, withRole, roleOf };
}

test('[A1] of two admins who take each other’s role at once one stays', async () => {
  const { accounts, services, withRole, roleOf } = await house();
  const [ann, bob] = [await withRole('admin'), await withRole('admin')];
  const statements: [string, unknown[]][] = [
    ['SELECT FROM players WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [[ann.playerId, bob.playerId]]],
    [`UPDATE players SET role = 'player' WHERE id = $1`, [ann.playerId]],
  ];
  const taken = holding(accounts, statements, () => services.players.setRole(bob.playerId, 'player', ann));
  expect(refusal(await taken)).toBe('forbidden');
  expect([await roleOf(ann), await roleOf(bob)]).toEqual(['player', 'admin']);
});

test('[A1] [A3] the last admin stays, however many leave at once, and who is banned is none', async () => {
  const { accounts, services, withRole, roleOf } = await house();
  const { personalData } = services;
  const [ann, bob, cid] = [await withRole('admin'), await withRole('admin'), await withRole('admin')];
  allowed(await services.bans.ban(cid.playerId, { reason: 'spam' }, ann));
  const everyone: [string, unknown[]] = ['SELECT FROM players FOR UPDATE', []];
  const leave = () => Promise.all([ann, bob].map((each) => personalData.erase(each, password)));
  const left = await holding(accounts, [everyone], leave, () => untilWaiting(accounts, 2));
  expect(left.map((refused) => refused?.reason).toSorted()).toEqual(['last-admin', undefined]);
  const [stays] = left[0] ? [ann, bob] : [bob, ann];
  expect(await roleOf(stays)).toBe('admin');
  const dan = await withRole('player');
  allowed(await services.players.setRole(dan.playerId, 'admin', stays));
  expect(await personalData.erase(stays, password)).toBeUndefined();
});

test('[A1] [A3] [P4] the last developer of a title neither leaves nor loses the role; the operator may take it', async () => {
  const { services, withRole, roleOf } = await house();
  const { personalData, players, titles, workshop } = services;
  const [admin, dev, friend] = [await withRole('admin'), await withRole('developer'), await withRole('developer')];
  allowed(await titles.register(pinball, dev));
  const nobody = { reason: 'last-developer', members: { titles: ['pinball'] } };
  expect(await personalData.erase(dev, password)).toMatchObject(nobody);
  expect(await players.setRole(dev.playerId, 'moderator', admin)).toMatchObject(nobody);
  expect(await roleOf(dev)).toBe('developer');
  expect(await services.sessions.list(dev, { limit: 10 })).toMatchObject({ items: [{ current: true }] });

  allowed(await workshop.letIn('pinball', friend.playerId, dev));
  allowed(await players.setRole(dev.playerId, 'moderator', admin));
  expect(await personalData.erase(dev, password)).toBeUndefined();
  expect(await workshop.letOut('pinball', friend.playerId, admin)).toMatchObject(nobody);
  allowed(await players.setRole(friend.playerId, 'admin', admin));
  allowed(await players.setRole(friend.playerId, 'player', 'operator'));
});

test('[A3] [P8] who leaves while a tournament starts waits for that, and is withdrawn from it', async () => {
  const { accounts, services, prisma, withRole } = await house();
  const [ann, bob] = [await withRole('player'), await withRole('player')];
  const { id } = await prisma.tournament.create({
    data: {
      ...{ id: crypto.randomUUID(), name: 'Open', game: 'chess', mode: 'blitz', format: 'single_elimination' },
      ...{ rated: false, listed: true, maxEntrants: 4, waitSeconds: 60, startsAt: new Date() },
      ...{ createdById: bob.playerId, entries: { create: [ann, bob].map(({ playerId }) => ({ playerId })) } },
    },
  });
  // As drive.ts does it.
  const starting: [string, unknown[]][] = [
    ['SELECT FROM tournaments WHERE id = $1 FOR UPDATE', [id]],
    ['UPDATE tournament_entries SET seed = 1 WHERE tournament_id = $1', [id]],
    [`UPDATE tournaments SET status = 'running' WHERE id = $1`, [id]],
  ];
  const left = holding(
    accounts,
    starting,
    () => services.personalData.erase(ann, password),
    async (tx) => {
      await untilWaiting(accounts, 1);
      await tx.query(
        `INSERT INTO tournament_pairings (tournament_id, round, board, first_id, second_id) VALUES ($1, 1, 1, $2, $3)`,
        [id, ann.playerId, bob.playerId],
      );
    },
  );
  expect(await left).toBeUndefined();
  const entries = await prisma.tournamentEntry.findMany({ orderBy: { withdrawnAt: 'asc' } });
  expect(entries).toMatchObject([
    { playerId: ann.playerId, withdrawnAt: expect.any(Date) },
    { playerId: bob.playerId, withdrawnAt: null },
  ]);
});

test('[A3] [M3] who leaves while a moderator resolves a report of theirs waits for that', async () => {
  const { accounts, services, prisma, withRole } = await house();
  const [ann, bob] = [await withRole('player'), await withRole('player')];
  const { id } = allowed(await services.complaints.file(ann.playerId, { playerId: bob.playerId, reason: 'spam' }));
  const left = holding(
    accounts,
    [['SELECT FROM complaints WHERE id = $1 FOR UPDATE', [id]]],
    () => services.personalData.erase(ann, password),
    async (tx) => {
      await untilWaiting(accounts, 1);
      await tx.query(`INSERT INTO notifications (player_id, about, content) VALUES ($1, 'report', '{}')`, [
        ann.playerId,
      ]);
    },
  );
  expect(await left).toBeUndefined();
  expect([await prisma.complaint.count(), await prisma.notification.count()]).toEqual([0, 0]);
});

test('[A3] [H2] [P3] who leaves takes scores, unlocks and progress along, and what is counted later is not theirs', async () => {
  const { accounts, services, prisma, withRole } = await house();
  const [ann, bob] = [await withRole('player'), await withRole('player')];
  const { titles } = services;
  allowed(await titles.register(pinball, 'operator'));
  const both = [ann, bob].map(({ playerId }) => ({ playerId }));
  const submit = () =>
    titles.submit(
      'pinball',
      both.map((each) => ({ ...each, mode: 'solo', score: 50 })),
    );
  const unlock = () =>
    titles.unlock(
      'pinball',
      both.map((each) => ({ ...each, achievementId: 'tilt' })),
    );
  const countMatch = async (seed: string) => {
    const ids = both.map(({ playerId }) => playerId);
    const { matchId } = await finishBotGame(accounts.db.database, ids, seed.repeat(32));
    await prisma.$transaction((tx) => scoreMatches(tx, [matchId], playsBy(playMatch)));
  };
  const scoresOf = async ({ playerId }: Identity) => allowed(await titles.scores({ playerId, limit: 10 })).items.length;
  await countMatch('1');
  await submit();
  await unlock();
  expect([await scoresOf(ann), await scoresOf(bob)]).toEqual([2, 2]);

  expect(await services.personalData.erase(ann, password)).toBeUndefined();
  await countMatch('2');
  expect(await submit()).toMatchObject(['unknown-player', { points: expect.any(Number) }]);
  expect(await unlock()).toMatchObject(['unknown-player', { newRank: 1 }]);
  expect([await scoresOf(ann), await scoresOf(bob)]).toEqual([0, 4]);
  const theirs = { where: { playerId: ann.playerId } };
  const left = [prisma.achievementProgress.count(theirs), prisma.unlock.count(theirs), prisma.best.count(theirs)];
  expect(await Promise.all(left)).toEqual([0, 0, 0]);
  // Matches are the others' as well.
  expect(await prisma.matchSeat.count(theirs)).toBe(2);
});

test('[A3] [P4] a title’s score or unlock of who is leaving waits for that, and is nobody’s', async () => {
  const { accounts, services, prisma, withRole } = await house();
  const { playerId } = await withRole('player');
  const { titles } = services;
  allowed(await titles.register(pinball, 'operator'));
  const asked = holding(
    accounts,
    [
      ['SELECT FROM players WHERE id = $1 FOR UPDATE', [playerId]],
      ['UPDATE players SET deleted_at = now() WHERE id = $1', [playerId]],
    ],
    () =>
      Promise.all([
        titles.submit('pinball', [{ playerId, mode: 'solo', score: 50 }]),
        titles.unlock('pinball', [{ playerId, achievementId: 'tilt' }]),
      ]),
    () => untilWaiting(accounts, 2),
  );
  expect(await asked).toEqual([['unknown-player'], ['unknown-player']]);
  const left = [prisma.score.count(), prisma.unlock.count(), prisma.achievementProgress.count()];
  expect(await Promise.all(left)).toEqual([0, 0, 0]);
});
