// Achievements over a real server: those that matches unlock, and those that servers of other titles report.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf, playerOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { Device } from '../support/two-servers.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
});
afterAll(() => server.stop());

const guest = async (): Promise<{ playerId: string; token: string }> => (await api('POST /auth/guest')).body;

async function developer(): Promise<string> {
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body } = await api('POST /auth/register', { body: registration });
  const { pool, close } = openDatabase(server.databaseUrl);
  await pool.query(`UPDATE players SET role = 'developer' WHERE id = $1`, [body.playerId]);
  await close();
  return body.token;
}

const declared = [
  { id: 'first-blood', title: 'First Blood', description: 'Be the first', tier: 'bronze', points: 10 },
  { id: 'secret-door', title: 'Secret Door', description: 'Find it', tier: 'gold', points: 50, hidden: true },
];

/** A title of its own, and its key. */
async function newTitle(more: object = {}): Promise<{ id: string; key: string }> {
  const id = `title-${randomUUID().slice(0, 8)}`;
  const title = { id, title: 'A Title', achievements: declared, ...more };
  const { status, body } = await api('POST /games', { token: await developer(), body: title });
  expect(status).toBe(201);
  expect(body.key.scopes).toEqual(['achievements', 'scores', 'unlocks', 'storage', 'assets']);
  return { id, key: body.key.key };
}

const achievementsOf = async (playerId: string) => (await api(`GET /players/${playerId}/achievements`)).body;

/** Known to everyone by GET /players. */
async function houseBot(): Promise<string> {
  const { pool, close } = openDatabase(server.databaseUrl);
  const { rows } = await pool.query(
    `INSERT INTO players (id, name, bot) VALUES (gen_random_uuid(), 'Bot', true) RETURNING id`,
  );
  await close();
  return rows[0].id;
}

test('[H2] another score under an id of the player is refused, and what is wrong is told of what was sent', async () => {
  const { key } = await newTitle();
  const [ann, bob] = [await guest(), await guest()];
  const submit = (body: unknown) => api('POST /scores', { token: key, body });
  const id = randomUUID();
  const score = { id, player_id: ann.playerId, score: 10 };
  for (const again of [score, { ...score }]) expect((await submit(again)).body).toMatchObject({ success: true, id });
  for (const other of [{ score: 11 }, { mode: 'night' }]) {
    const refused = await submit({ ...score, ...other });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/other-score']);
  }
  const twice = randomUUID();
  const { body } = await submit([
    { ...score, player_id: bob.playerId, score: 12 },
    { ...score, score: 13 },
    { ...score, id: twice },
    { ...score, id: twice, score: 14 },
  ]);
  expect(body.items).toMatchObject([
    { success: true, id },
    { success: false, error: 'other-score' },
    { success: true, id: twice },
    { success: false, error: 'other-score' },
  ]);
  const { items } = (await api(`GET /scores?player_id=${ann.playerId}`)).body;
  expect(items.map((each: { score: number }) => each.score)).toEqual([10, 10]);

  for (const [sent, fields] of [
    [{ score: 1 }, ['player_id']],
    [[score, { ...score, score: -1 }], ['1.score']],
    [{ items: [score] }, ['player_id', 'score', '']],
  ] as const) {
    const wrong = (await submit(sent)).body;
    expect(wrong.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
  }
  // A key that is none is not to be refreshed, as a player's token is.
  const unknown = await api('POST /scores', { token: `arbk_${'x'.repeat(43)}`, body: score });
  expect([unknown.status, unknown.body.detail]).toEqual([401, expect.stringContaining('developer')]);
});

describe('[P3] a match in rooms', () => {
  test('unlocks First Steps for both players, and tells by which match', async () => {
    const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    const matchId = white.room.roomId;
    await white.act({ type: 'resign' });
    await Promise.all([white.room.leave(), black.room.leave()]);
    for (const { playerId } of [ann, bob]) {
      await expect.poll(async () => (await achievementsOf(playerId)).unlocked, { timeout: 20_000 }).toBeGreaterThan(0);
      const { items } = await achievementsOf(playerId);
      const byId = (id: string) => items.find((item: { id: string }) => item.id === id);
      expect(byId('first-steps')).toMatchObject({ tier: 'bronze', goal: 1, progress: 1, matchId });
      expect(Date.parse(byId('first-steps').unlockedAt)).toBeGreaterThan(0);
      expect(byId('novice-player')).toMatchObject({ goal: 5, progress: 1, unlockedAt: null, matchId: null });
      // Hidden, and not unlocked.
      expect(byId('chess-coronation')).toBeUndefined();
    }
    const [loser, winner] = [await achievementsOf(ann.playerId), await achievementsOf(bob.playerId)];
    expect([loser.points, loser.rank, winner.points, winner.rank]).toEqual([5, 2, 15, 1]);
    const scores = (await api(`GET /scores?player_id=${bob.playerId}&mode=rapid`)).body;
    expect(scores.items).toMatchObject([{ id: matchId, matchId, game: 'chess', score: 2_400, points: 2_400 }]);
    expect((await api(`GET /scores?player_id=${bob.playerId}&mode=blitz`)).body.items).toEqual([]);

    const { status, body } = await api('GET /achievements');
    expect(status).toBe(200);
    expect([body.items.length, body.hidden]).toEqual([22, 2]);
    const ofChess = (await api('GET /achievements?game=chess')).body;
    expect([ofChess.items.length, ofChess.hidden]).toEqual([4, 1]);
  });

  test('[H4] is there to be checked by the player alone', async () => {
    const { playerId, token } = await guest();
    expect(await api(`POST /achievements/check/${playerId}`, { token })).toMatchObject({
      status: 200,
      body: { unlocked: [] },
    });
    expect((await api(`POST /achievements/check/${randomUUID()}`, { token })).status).toBe(403);
    expect((await api(`POST /achievements/check/${playerId}`)).status).toBe(401);
  });
});

describe('[P4] a title', () => {
  test('is registered by developers, once, and with a key that is shown once', async () => {
    const { id, key } = await newTitle();
    const { pool, close } = openDatabase(server.databaseUrl);
    const { rows } = await pool.query('SELECT * FROM title_keys WHERE title_id = $1', [id]);
    await close();
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(rows[0].hash.equals(Buffer.from(key))).toBe(false);
    const token = await developer();
    for (const taken of [id, 'chess']) {
      const again = await api('POST /games', { token, body: { id: taken, title: 'Mine' } });
      expect(again).toMatchObject({ status: 409, body: { type: '/problems/title-taken' } });
    }
    expect((await api('POST /games', { token: (await guest()).token, body: { id, title: 'Mine' } })).status).toBe(403);
  });

  test('declares achievements, its own alone, and not for any number of points', async () => {
    const { id, key } = await newTitle();
    const more = { achievements: [{ ...declared[0], id: 'more', title: 'More' }] };
    expect((await api(`POST /games/${id}/achievements`, { token: key, body: more })).status).toBe(204);
    const listed = (await api(`GET /achievements?game=${id}`)).body;
    expect(listed.items.map((item: { id: string }) => item.id).sort()).toEqual([`${id}.first-blood`, `${id}.more`]);
    expect(listed.hidden).toBe(1);
    const other = await newTitle();
    expect((await api(`POST /games/${other.id}/achievements`, { token: key, body: more })).status).toBe(403);
    const rich = Array.from({ length: 10 }, (_, i) => ({ ...declared[0], id: `rich-${i}`, points: 100 }));
    expect(await api(`POST /games/${id}/achievements`, { token: key, body: { achievements: rich } })).toMatchObject({
      status: 409,
      body: { type: '/problems/too-many-points' },
    });
    // Nor any number of them: all are shown of a player at once.
    const many = Array.from({ length: 100 }, (_, i) => ({ ...declared[0], points: 0, id: `many-${i}` }));
    const [some, rest] = [many, many.map((each) => ({ ...each, id: `${each.id}-more` }))].map((achievements) =>
      api(`POST /games/${id}/achievements`, { token: key, body: { achievements } }),
    );
    expect((await Promise.all([some, rest])).map((answer) => answer!.status).toSorted()).toEqual([204, 409]);
    expect((await api(`GET /achievements?game=${id}`)).body.items).toHaveLength(102);
  });

  test('[P3] has hidden achievements, and what they are for is told to who has them', async () => {
    const { id, key } = await newTitle();
    const [finder, stranger] = [await guest(), await guest()];
    const unlock = ({ playerId }: typeof finder) =>
      api('POST /achievements/unlock', { token: key, body: { player_id: playerId, achievement_id: 'secret-door' } });
    expect((await unlock(finder)).body.achievement).toMatchObject({ description: 'Find it' });
    const seenBy = async (token?: string): Promise<object> => {
      const of = `/players/${finder.playerId}` as const;
      const { items } = (await api(`GET ${of}/achievements`, { token })).body;
      const { recentUnlocks } = (await api(`GET ${of}/dashboard`, { token })).body;
      const found = items.find((item: { id: string }) => item.id === `${id}.secret-door`);
      expect(recentUnlocks).toEqual([found]);
      return found;
    };
    expect(await seenBy(finder.token)).toMatchObject({ title: 'Secret Door', description: 'Find it' });
    for (const token of [undefined, stranger.token]) {
      expect(await seenBy(token)).toMatchObject({ title: 'Secret Door', description: null });
    }
    await unlock(stranger);
    expect(await seenBy(stranger.token)).toMatchObject({ description: 'Find it' });
  });

  test('[H4] unlocks an achievement once: the first time stands', async () => {
    const { id, key } = await newTitle();
    const { playerId } = await guest();
    const event = { player_id: playerId, achievement_id: 'secret-door' };
    const early = { ...event, timestamp: '2026-01-02T03:04:05.000Z' };
    const first = await api('POST /achievements/unlock', { token: key, body: early });
    expect(first).toMatchObject({
      status: 200,
      body: {
        success: true,
        achievement: { id: `${id}.secret-door`, title: 'Secret Door', points: 50, unlockedAt: early.timestamp },
      },
    });
    const again = await api('POST /achievements/unlock', { token: key, body: event });
    expect(again.body).toEqual(first.body);
    const mine = await achievementsOf(playerId);
    expect(mine).toMatchObject({ unlocked: 1, points: 50, rank: first.body.new_rank });
    const own = mine.items.filter((item: { game: string }) => item.game === id);
    expect(own.map((item: { id: string; progress: number }) => [item.id, item.progress]).sort()).toEqual([
      [`${id}.first-blood`, 0],
      [`${id}.secret-door`, 1],
    ]);
  });

  test('is told its mistakes: alone as a problem, in a list beside what went well', async () => {
    const { key } = await newTitle();
    const { playerId } = await guest();
    const good = { player_id: playerId, achievement_id: 'first-blood' };
    const nobody = { ...good, player_id: randomUUID() };
    const nothing = { ...good, achievement_id: 'first-steps' };
    const bot = { ...good, player_id: await houseBot() };
    const unlock = (body: unknown) => api('POST /achievements/unlock', { token: key, body });
    for (const body of [nobody, nothing, bot]) expect((await unlock(body)).status).toBe(404);
    const { player_id } = bot;
    expect((await api('POST /scores', { token: key, body: { player_id, score: 1 } })).status).toBe(404);
    const { status, body } = await unlock([nobody, good, nothing, good]);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { success: false, error: 'unknown-player' },
      { success: true, new_rank: body.items[3].new_rank },
      { success: false, error: 'unknown-achievement' },
      { success: true, achievement: body.items[1].achievement },
    ]);
    expect((await unlock([])).status).toBe(400);
    expect(await unlock([good, { player_id: 'x' }])).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field: '1.player_id' })]) },
    });
  });

  test('unlocks what comes one by one and at once, each answered with its own', async () => {
    const { id, key } = await newTitle();
    const players = await Promise.all(Array.from({ length: 12 }, guest));
    const events = players.flatMap(({ playerId: player_id }) => [
      ...['first-blood', 'secret-door', 'nothing', 'first-blood'].map((achievement_id) => ({
        player_id,
        achievement_id,
      })),
    ]);
    const answers = await Promise.all(events.map((body) => api('POST /achievements/unlock', { token: key, body })));
    for (const [i, { status, body }] of answers.entries()) {
      const { achievement_id } = events[i]!;
      if (achievement_id === 'nothing') expect(status).toBe(404);
      else expect(body).toMatchObject({ success: true, achievement: { id: `${id}.${achievement_id}` } });
    }
    for (const { playerId } of players)
      expect(await achievementsOf(playerId)).toMatchObject({ unlocked: 2, points: 60 });
  });

  test('is told of a time that no calendar here has, and not of one that it only writes otherwise', async () => {
    const { key } = await newTitle();
    const { playerId: player_id } = await guest();
    for (const [timestamp, status] of [
      ['0000-12-31T23:59:59Z', 400],
      ['0001-01-01T00:00:00+01:00', 400],
      ['9999-12-31T23:59:59-01:00', 400],
      ['0000-12-31T23:59:59-01:00', 200],
    ] as const) {
      const score = { player_id, score: 1, timestamp };
      const unlock = { player_id, achievement_id: 'first-blood', timestamp };
      for (const [path, body] of [
        ['/scores', score],
        ['/achievements/unlock', unlock],
      ] as const) {
        const answer = await api(`POST ${path}`, { token: key, body });
        expect([path, timestamp, answer.status]).toEqual([path, timestamp, status]);
        if (status === 400) expect(answer.body.errors).toMatchObject([{ field: 'timestamp' }]);
      }
    }
  });

  test('ranks players by their points, those of as many together', async () => {
    const { key } = await newTitle();
    const players = await Promise.all(Array.from({ length: 4 }, guest));
    const [a, b, c, d] = players.map(({ playerId }) => playerId);
    const unlocks = [
      ...[a, b, c].map((player_id) => ({ player_id, achievement_id: 'secret-door' })),
      ...[a, d].map((player_id) => ({ player_id, achievement_id: 'first-blood' })),
    ];
    const { items } = (await api('POST /achievements/unlock', { token: key, body: unlocks })).body;
    const ranks = items.map(({ new_rank }: { new_rank: number }) => new_rank);
    expect(ranks[0]).toBeLessThan(ranks[1]);
    expect(ranks[1]).toBe(ranks[2]);
    expect(ranks[2]).toBeLessThan(ranks[4]);
    expect((await achievementsOf(b!)).rank).toBe(ranks[1]);
  });

  test('submits scores, which count as games do, once each', async () => {
    const { id, key } = await newTitle({ full_score: 100 });
    const { playerId } = await guest();
    const games = Array.from({ length: 5 }, (_, i) => {
      return { id: randomUUID(), player_id: playerId, mode: 'arcade', score: [50, 100, 250, 0, 10][i] };
    });
    const submit = (body: unknown) => api('POST /scores', { token: key, body });
    expect((await submit(games)).body.items.map(({ points }: { points: number }) => points)).toEqual([
      1_200, 2_400, 2_400, 0, 240,
    ]);
    expect((await submit(games[0])).body).toEqual({ success: true, id: games[0]!.id, points: 1_200 });
    await Promise.all([submit(games), submit(games)]);
    const { items } = (await api(`GET /scores?player_id=${playerId}&game=${id}&mode=arcade`)).body;
    expect(items.map(({ score }: { score: number }) => score).toSorted((a: number, b: number) => a - b)).toEqual([
      0, 10, 50, 100, 250,
    ]);
    const mine = (await achievementsOf(playerId)).items.filter(({ unlockedAt }: { unlockedAt: string }) => unlockedAt);
    expect(mine.map((item: { id: string }) => item.id)).toEqual([
      ...['first-steps', 'novice-player', 'rising-star', 'skilled-gamer', 'elite-player'],
    ]);
    expect((await submit({ player_id: playerId, score: -1 })).status).toBe(400);
  });

  test('[H9] [M4] submits scores that unlock something, which the player is told at once, and until it is read', async () => {
    const { key } = await newTitle({ full_score: 100 });
    const player = (await api('POST /auth/guest')).body;
    const device = new Device(await playerOf(server.endpoint, player).sdk.joinOrCreate('me'));
    const score = { id: randomUUID(), player_id: player.playerId, score: 100 };
    for (let time = 0; time < 2; time++) await api('POST /scores', { token: key, body: score });
    await api('POST /achievements/unlock', {
      token: key,
      body: { player_id: player.playerId, achievement_id: 'first-blood' },
    });
    // The last one of all that there is to tell.
    await expect.poll(() => device.heard('notification')).toHaveLength(3);
    const heard = device.heard('achievement.unlocked');
    expect(heard.map(({ achievement }) => achievement.replace(/.*[.]/, ''))).toEqual([
      ...['first-steps', 'rising-star', 'first-blood'],
    ]);
    const { items, unread } = (await api('GET /notifications', { token: player.token })).body;
    expect(unread).toBe(3);
    expect(items.map(({ content }: { content: object }) => content).toReversed()).toEqual(
      heard.map((unlock) => ({ kind: 'achievement.unlocked', ...unlock })),
    );
    await device.room.leave();
  });

  test('may send a thousand at once, and its keys do what they are for', async () => {
    const { id, key } = await newTitle();
    const { pool, close } = openDatabase(server.databaseUrl);
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO players (id, name) SELECT gen_random_uuid(), 'Crowd' FROM generate_series(1, 1000) RETURNING id`,
    );
    const unlocks = rows.map((row) => ({ player_id: row.id, achievement_id: 'first-blood' }));
    const { status, body } = await api('POST /achievements/unlock', { token: key, body: unlocks });
    expect([status, body.items.length, body.items.every((item: { success: boolean }) => item.success)]).toEqual([
      200,
      1_000,
      true,
    ]);
    expect((await api('POST /achievements/unlock', { token: key, body: [...unlocks, unlocks[0]] })).status).toBe(400);

    const event = { player_id: rows[0]!.id, achievement_id: 'first-blood' };
    await pool.query(`UPDATE title_keys SET scopes = '{scores}' WHERE title_id = $1`, [id]);
    expect((await api('POST /achievements/unlock', { token: key, body: event })).status).toBe(403);
    await pool.query('UPDATE title_keys SET revoked_at = now() WHERE title_id = $1', [id]);
    await close();
    expect((await api('POST /scores', { token: key, body: { player_id: event.player_id, score: 1 } })).status).toBe(
      401,
    );
  });

  test('is no player, and a player no title', async () => {
    const { key } = await newTitle();
    const { playerId, token } = await guest();
    const event = { player_id: playerId, achievement_id: 'first-blood' };
    expect((await api('POST /achievements/unlock', { token, body: event })).status).toBe(401);
    expect((await api('POST /achievements/unlock', { body: event })).status).toBe(401);
    expect((await api('GET /players/me', { token: key })).status).toBe(401);
    expect((await api('GET /games', { token: key })).status).toBe(200);
  });
});
