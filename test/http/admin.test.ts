// What staff and developers do over HTTP: by role, for real, and in the audit log.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn } from '../../loadtest/client.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { endpoints } from '../../src/http/endpoints/index.ts';
import { bury } from '../../src/services/results/dead-letters.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let db: Database;
let admin: Signed;
let moderator: Signed;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  db = openDatabase(server.databaseUrl);
  [admin, moderator] = [await withRole('admin'), await withRole('moderator')];
});
afterAll(async () => {
  await db.close();
  await server.stop();
});

interface Signed {
  readonly playerId: string;
  readonly token: string;
  readonly email: string;
}

async function withRole(role: 'player' | 'moderator' | 'developer' | 'admin', name?: string): Promise<Signed> {
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery', name };
  const { body } = await api('POST /players', { body: registration });
  await db.pool.query('UPDATE players SET role = $2::"Role" WHERE id = $1', [body.playerId, role]);
  return { ...body, email: registration.email };
}

const auditOf = async (target: string) =>
  (await api(`GET /admin/audit?target=${encodeURIComponent(target)}`, { token: admin.token })).body.items.map(
    ({ action, actorId }: { action: string; actorId: string }) => [action, actorId],
  );

async function playedMatch(): Promise<{ matchId: string; players: string[] }> {
  const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  const [white, black] = await privateMatch(ann, bob, 'rapid');
  const matchId = white.room.roomId;
  await white.act({ type: 'resign' });
  await Promise.all([white.room.leave(), black.room.leave()]);
  // Rated, and whatever else is owed for it is done, too.
  await expect.poll(() => db.prisma.outbox.count({ where: { matchId } }), { timeout: 20_000 }).toBe(0);
  return { matchId, players: [ann.playerId, bob.playerId] };
}

test('[H7] whatever is under /admin is for staff alone', async () => {
  const developer = await withRole('developer');
  const player = await withRole('player');
  const under = endpoints.filter(({ path }) => path.startsWith('/admin/'));
  expect(under.length).toBeGreaterThan(15);
  for (const { method, path } of under) {
    const asked = path.replace(/:\w+/g, randomUUID());
    const request = `${method.toUpperCase()} ${asked}` as Parameters<Api>[0];
    expect([request, (await api(request)).status]).toEqual([request, 401]);
    for (const { token } of [developer, player])
      expect([request, (await api(request, { token })).status]).toEqual([request, 403]);
  }
});

describe('[H7] staff', () => {
  test('see a player with sessions, bans and cases, sign them out and rename them', async () => {
    const ann = await withRole('player', 'Rude Name');
    const { token } = moderator;
    const path = `/admin/players/${ann.playerId}` as const;
    const { body } = await api(`GET ${path}`, { token });
    expect(body).toMatchObject({
      name: 'Rude Name',
      role: 'player',
      bans: [],
      mutes: [],
      cases: [],
      sessions: [{ device: 'node' }],
    });
    expect(JSON.stringify(body)).not.toMatch(/@|[Hh]ash|password/);
    expect((await api(`PUT ${path}/name`, { token, body: { name: 'Kind', role: 'admin' } })).status).toBe(400);
    expect((await api(`PUT ${path}/name`, { token, body: { name: 'Kind' } })).status).toBe(204);
    expect((await api('GET /players/me', { token: ann.token })).body.name).toBe('Kind');
    await api(`POST ${path}/ban`, { token, body: { reason: 'spam' } });
    const bans = (await api('GET /admin/bans', { token })).body.items;
    expect(bans).toMatchObject([{ reason: 'spam', player: { id: ann.playerId }, bannedById: moderator.playerId }]);
    await api(`DELETE ${path}/ban`, { token });
    expect((await api('GET /admin/bans', { token })).body.items).toEqual([]);
    const login = { email: ann.email, password: 'correct horse battery' };
    const again = (await api('POST /auth/login', { body: login })).body.token;
    expect((await api(`DELETE ${path}/sessions`, { token })).status).toBe(204);
    expect((await api('GET /players/me', { token: again })).status).toBe(401);
    expect((await api(`GET ${path}`, { token })).body).toMatchObject({ sessions: [], bans: [{ reason: 'spam' }] });
    const did = ['player.sign-out', 'player.unban', 'player.ban', 'player.rename'];
    expect(await auditOf(ann.playerId)).toEqual(did.map((action) => [action, moderator.playerId]));
    // Neither name is in what can't be erased.
    const { rows } = await db.pool.query('SELECT details::text FROM audit_log');
    expect(JSON.stringify(rows)).not.toMatch(/Rude|Kind/);
  });

  test('see how a player has been muted: by whom, why, until when, and who has lifted it', async () => {
    const ann = await withRole('player', 'Loud');
    const { token, playerId: mutedById } = moderator;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const mute = `/moderation/mutes/${ann.playerId}` as const;
    await api(`PUT ${mute}`, { token, body: { reason: 'spam', expiresAt } });
    await api(`DELETE ${mute}`, { token });
    await api(`PUT ${mute}`, { token, body: { reason: 'again' } });
    expect((await api(`GET /admin/players/${ann.playerId}`, { token })).body.mutes).toMatchObject([
      { reason: 'again', mutedById, createdAt: /Z$/, expiresAt: null, liftedAt: null, liftedById: null },
      { reason: 'spam', mutedById, expiresAt, liftedAt: /Z$/, liftedById: mutedById },
    ]);
  });

  test('have no power over each other, and admins alone look addresses up', async () => {
    const { token } = moderator;
    const peer = await withRole('moderator');
    for (const { playerId } of [peer, admin, moderator]) {
      expect((await api(`PUT /admin/players/${playerId}/name`, { token, body: { name: 'X' } })).status).toBe(403);
      expect((await api(`DELETE /admin/players/${playerId}/sessions`, { token })).status).toBe(403);
    }
    expect((await api(`DELETE /admin/players/${randomUUID()}/sessions`, { token })).status).toBe(404);
    const body = { email: peer.email.toUpperCase() };
    expect((await api('POST /admin/players/search', { token, body })).status).toBe(403);
    const found = await api('POST /admin/players/search', { token: admin.token, body });
    expect(found.body.id).toBe(peer.playerId);
    const nobody = { email: 'nobody@example.org' };
    expect((await api('POST /admin/players/search', { token: admin.token, body: nobody })).status).toBe(404);
    expect(await auditOf(peer.playerId)).toEqual([['player.look-up', admin.playerId]]);
    const { rows } = await db.pool.query('SELECT target || details::text AS text FROM audit_log');
    expect(JSON.stringify(rows)).not.toContain('@');
  });

  test('void a match: ratings, scores and statistics go, and the ladder is rebuilt beside the server', async () => {
    const { matchId, players } = await playedMatch();
    const { token } = moderator;
    expect((await api(`POST /admin/matches/${matchId}/void`, { token, body: {} })).status).toBe(400);
    const reason = 'agreed beforehand';
    const first = await api(`POST /admin/matches/${matchId}/void`, { token, body: { reason } });
    expect(first.body).toMatchObject({ reason });
    const again = await api(`POST /admin/matches/${matchId}/void`, { token, body: { reason: 'another' } });
    expect(again.body).toEqual(first.body);
    expect(await auditOf(matchId)).toEqual([['match.void', moderator.playerId]]);
    const ratings = async () => (await api(`GET /players/${players[0]}/ratings`)).body.items;
    await expect.poll(ratings, { timeout: 20_000 }).toEqual([]);
    expect((await api(`GET /scores?player_id=${players[0]}`)).body.items).toEqual([]);
    expect((await api(`POST /admin/matches/${randomUUID()}/void`, { token, body: { reason } })).status).toBe(404);

    const rebuilt = await api('POST /admin/ladders/rebuild', { token: admin.token, body: { game: 'chess' } });
    expect(rebuilt.body).toEqual({ ladders: 1 });
    const ladders = async () => (await api('GET /admin/ladders', { token: admin.token })).body.items;
    await expect.poll(ladders).toMatchObject([{ game: 'chess', mode: 'rapid', results: 0, rebuilding: false }]);
    expect((await api('POST /admin/ladders/rebuild', { token: admin.token, body: { game: 'go' } })).status).toBe(404);
    expect((await api('POST /admin/ladders/rebuild', { token, body: { game: 'chess' } })).status).toBe(403);
    expect(await auditOf('chess rapid 1')).toEqual([['ladder.rebuild', admin.playerId]]);
  });

  test('[A1] an admin is left: nobody takes their own role, nor gives themselves another', async () => {
    const own = await withRole('admin');
    for (const role of ['player', 'moderator', 'admin'] as const) {
      const { status, body } = await api(`PUT /admin/players/${own.playerId}/role`, {
        token: own.token,
        body: { role },
      });
      expect([status, body.type]).toEqual([403, '/problems/forbidden']);
    }
    expect((await api('GET /admin/status', { token: own.token })).status).toBe(200);
  });

  test('neither judge their own cases nor void their own matches, whatever their role', async () => {
    const { matchId, players } = await playedMatch();
    const [judge, peer] = [await withRole('moderator'), await withRole('moderator')];
    for (const { playerId } of [judge, admin]) {
      await db.pool.query('UPDATE match_seats SET player_id = $1 WHERE match_id = $2 AND seat = 0', [
        playerId,
        matchId,
      ]);
      const evidence = { value: 1, ticks: [1] };
      const found = { seat: 0, detector: 'speed', score: 0.1, summary: 'x', evidence };
      const { id } = await db.prisma.case.create({ data: { matchId, playerId, ...found } });
      const token = playerId === judge.playerId ? judge.token : admin.token;
      const close = (by: string) => api(`POST /admin/cases/${id}/close`, { token: by, body: { verdict: 'clean' } });
      expect((await close(token)).status).toBe(403);
      expect((await api(`GET /admin/cases/${id}`, { token })).body.status).toBe('open');
      expect((await close(peer.token)).status).toBe(200);
      const own = await api(`POST /admin/matches/${matchId}/void`, { token, body: { reason: 'lost it' } });
      expect(own.status).toBe(403);
    }
    expect((await api(`GET /players/${players[1]}/ratings`)).body.items).toHaveLength(1);
    expect(await auditOf(matchId)).toEqual([]);
  });

  test('see matches whose logs are in doubt, judge cases, and let workers try again', async () => {
    const { matchId, players } = await playedMatch();
    const doubted = async (verified: string) =>
      (await api(`GET /admin/matches?verified=${verified}`, { token: moderator.token })).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await doubted('false')).toEqual([]);
    await db.pool.query('UPDATE matches SET verified = false WHERE id = $1', [matchId]);
    expect(await doubted('false')).toEqual([matchId]);
    expect(await doubted('unknown')).toEqual([]);

    for (const [detector, score] of [
      ['accuracy', 0.5],
      ['speed', 0.9],
      ['aim', 0.5],
    ]) {
      const evidence = { value: 1, ticks: [1] };
      await db.prisma.case.create({
        data: {
          matchId,
          playerId: players[0]!,
          seat: 0,
          detector: String(detector),
          score: Number(score),
          summary: 'x',
          evidence,
        },
      });
    }
    const { token } = moderator;
    const page = (await api('GET /admin/cases?status=open&limit=2', { token })).body;
    const rest = (await api(`GET /admin/cases?status=open&limit=2&cursor=${page.next}`, { token })).body;
    const all = [...page.items, ...rest.items];
    expect(all.map(({ detector }: { detector: string }) => detector)).toEqual(['speed', 'aim', 'accuracy']);
    const [{ id }] = all;
    const close = (verdict: string) =>
      api(`POST /admin/cases/${id}/close`, { token, body: { verdict, note: 'looked at it' } });
    expect((await close('guilty')).status).toBe(400);
    expect((await close('cheated')).body).toMatchObject({ status: 'closed', verdict: 'cheated', note: 'looked at it' });
    expect((await close('clean')).status).toBe(404);
    expect((await api(`GET /admin/cases/${id}`, { token })).body.verdict).toBe('cheated');
    expect(await auditOf(String(id))).toEqual([['case.close', moderator.playerId]]);
    const file = (await api(`GET /admin/players/${players[0]}`, { token })).body;
    expect(file.cases).toHaveLength(3);

    // As the pipeline buries a job; owed again, so that it has something to be buried for.
    await db.pool.query("INSERT INTO outbox (match_id, published_at) VALUES ($1, now() + interval '1 hour')", [
      matchId,
    ]);
    await bury(db, { step: 'compact', matchId, error: new Error('no room'), attempts: 3 });
    const letters = (await api('GET /admin/dead-letters', { token: admin.token })).body.items;
    expect(letters).toMatchObject([{ step: 'compact', matchId, attempts: 3 }]);
    const letter = letters[0].id;
    expect((await api(`GET /admin/dead-letters/${letter}`, { token: admin.token })).body.error).toContain('no room');
    const status = (await api('GET /admin/status', { token: admin.token })).body;
    expect(status).toMatchObject({ deadLetters: 1, openCases: 2, processes: [{ runningMatches: 0 }] });
    const retry = (ids: unknown) => api('POST /admin/dead-letters/retry', { token: admin.token, body: { ids } });
    expect((await retry('some')).status).toBe(400);
    expect((await retry([letter])).body).toEqual({ retried: 1 });
    expect((await retry('all')).body).toEqual({ retried: 0 });
    expect(await auditOf(String(letter))).toContainEqual(['job.retry', admin.playerId]);
  });
});

describe('[H7] [P4] developers', () => {
  const titleOf = async (token: string): Promise<{ id: string; key: { id: string; key: string } }> => {
    const id = `title-${randomUUID().slice(0, 8)}`;
    const { body } = await api('POST /games', { token, body: { id, title: 'A Title' } });
    return { id, key: body.key };
  };

  test('make, list, rotate and revoke the keys of their titles, and of nobody else', async () => {
    const [mine, theirs] = [await withRole('developer'), await withRole('developer')];
    const { id, key } = await titleOf(mine.token);
    const other = await titleOf(theirs.token);
    const score = (token: string, body: object = { player_id: mine.playerId, score: 1 }) =>
      api('POST /scores', { token, body });
    const made = (await api(`POST /games/${id}/keys`, { token: mine.token, body: { scopes: ['scores'] } })).body;
    expect((await score(made.key)).status).toBe(200);
    expect((await api('POST /achievements/unlock', { token: made.key, body: {} })).status).toBe(403);
    for (const scopes of [[], ['all'], ['scores', 'scores']]) {
      expect((await api(`POST /games/${id}/keys`, { token: mine.token, body: { scopes } })).status).toBe(400);
    }
    const listed = (await api(`GET /games/${id}/keys`, { token: mine.token })).body.items;
    expect(listed.map((each: { id: string }) => each.id)).toEqual([key.id, made.id]);
    expect(JSON.stringify(listed)).not.toMatch(/arbk_|hash/);

    const rotate = (keyId: string, body: object, token = mine.token) =>
      api(`POST /games/${id}/keys/${keyId}/rotate`, { token, body });
    const next = (await rotate(made.id, { overlap_seconds: 60 })).body;
    expect(next.scopes).toEqual(['scores']);
    for (const each of [made, next]) expect((await score(each.key)).status).toBe(200);
    expect((await rotate(made.id, {})).status).toBe(404);
    expect((await api(`DELETE /games/${id}/keys/${made.id}`, { token: mine.token })).status).toBe(204);
    expect((await score(made.key)).status).toBe(401);
    const last = (await rotate(next.id, {})).body;
    expect((await score(next.key)).status).toBe(401);
    expect((await score(last.key)).status).toBe(200);

    // Others' titles, others' keys, a key itself, and who is nobody.
    for (const token of [theirs.token, (await withRole('player')).token, moderator.token]) {
      expect((await api(`GET /games/${id}/keys`, { token })).status).toBe(403);
      expect((await api(`POST /games/${id}/keys`, { token, body: { scopes: ['scores'] } })).status).toBe(403);
      expect((await api(`DELETE /games/${id}/keys/${last.id}`, { token })).status).toBe(403);
      expect((await rotate(last.id, {}, token)).status).toBe(403);
    }
    expect((await rotate(other.key.id, {})).status).toBe(404);
    expect((await api(`DELETE /games/${id}/keys/${other.key.id}`, { token: mine.token })).status).toBe(404);
    expect((await api(`GET /games/${id}/keys`, { token: last.key })).status).toBe(401);
    expect((await api(`GET /games/nothing/keys`, { token: mine.token })).status).toBe(404);
    expect((await api(`GET /games/${id}/keys`, { token: admin.token })).status).toBe(200);
    expect((await api(`POST /games/chess/keys`, { token: admin.token, body: { scopes: ['scores'] } })).status).toBe(
      404,
    );
    expect(await auditOf(made.id)).toEqual([
      ['key.revoke', mine.playerId],
      ['key.rotate', mine.playerId],
      ['key.create', mine.playerId],
    ]);
  });

  test('let others in and out, and lose all of it with the role', async () => {
    const [mine, friend] = [await withRole('developer'), await withRole('developer')];
    const { id } = await titleOf(mine.token);
    const listOf = async (token: string): Promise<string[]> =>
      (await api('GET /developer/titles?limit=100', { token })).body.items.map((each: { id: string }) => each.id);
    expect(await listOf(mine.token)).toEqual([id]);
    expect(await listOf(friend.token)).toEqual([]);
    expect(await listOf(admin.token)).toContain(id);
    const path = `/games/${id}/developers/${friend.playerId}` as const;
    expect((await api(`PUT ${path}`, { token: friend.token })).status).toBe(403);
    expect((await api(`PUT ${path}`, { token: mine.token })).status).toBe(204);
    const player = await withRole('player');
    expect((await api(`PUT /games/${id}/developers/${player.playerId}`, { token: mine.token })).status).toBe(404);
    expect(await listOf(friend.token)).toEqual([id]);
    expect((await api(`DELETE /games/${id}/developers/${mine.playerId}`, { token: friend.token })).status).toBe(204);
    expect((await api(`GET /games/${id}/keys`, { token: mine.token })).status).toBe(403);
    // The last one stays, or the title would be nobody's.
    for (const token of [friend.token, admin.token]) {
      const { status, body } = await api(`DELETE ${path}`, { token });
      expect([status, body.type]).toEqual([409, '/problems/last-developer']);
    }
    const demote = () =>
      api(`PUT /admin/players/${friend.playerId}/role`, { token: admin.token, body: { role: 'player' } });
    expect((await demote()).body).toMatchObject({ type: '/problems/last-developer', titles: [id] });
    await api(`PUT /games/${id}/developers/${mine.playerId}`, { token: friend.token });
    expect((await demote()).status).toBe(204);
    expect((await api(`GET /games/${id}/keys`, { token: friend.token })).status).toBe(403);
    expect(await auditOf(id)).toEqual([
      ['title.let-in', friend.playerId],
      ['title.let-out', friend.playerId],
      ['title.let-in', mine.playerId],
      ['title.register', mine.playerId],
    ]);
  });

  test('change what a title is called and which score is full, and retire what nobody has unlocked', async () => {
    const [mine, theirs, player] = [await withRole('developer'), await withRole('developer'), await withRole('player')];
    const { id, key } = await titleOf(mine.token);
    const path = `/games/${id}` as const;
    const change = (body: object, token = mine.token) => api(`PUT ${path}`, { token, body });
    expect((await change({ title: 'Pinball 2' })).body).toEqual({ id, title: 'Pinball 2', full_score: 2_400 });
    const score = async () =>
      (await api('POST /scores', { token: key.key, body: { player_id: player.playerId, score: 50 } })).body.points;
    expect(await score()).toBe(50);
    expect((await change({ full_score: 100 })).body).toEqual({ id, title: 'Pinball 2', full_score: 100 });
    expect(await score()).toBe(1_200);
    expect((await api(`GET ${path}`)).body).toMatchObject({ title: 'Pinball 2' });
    for (const wrong of [{ full_score: 0 }, { title: ' ' }]) expect((await change(wrong)).status).toBe(400);
    for (const token of [theirs.token, player.token]) expect((await change({}, token)).status).toBe(403);
    expect((await api('PUT /games/chess', { token: admin.token, body: { title: 'Checkers' } })).status).toBe(404);

    const achievements = ['first', 'second', 'third'].map((each) => {
      return { id: each, title: each, description: each, tier: 'bronze', points: 1 };
    });
    await api(`POST ${path}/achievements`, { token: key.key, body: { achievements } });
    const unlock = { player_id: player.playerId, achievement_id: 'first' };
    await api('POST /achievements/unlock', { token: key.key, body: unlock });
    const retire = (achievement: string, token = mine.token) =>
      api(`DELETE ${path}/achievements/${achievement}`, { token });
    expect(await retire('first')).toMatchObject({ status: 409, body: { type: '/problems/unlocked' } });
    for (const token of [theirs.token, player.token]) expect((await retire('second', token)).status).toBe(403);
    expect([(await retire('second')).status, (await retire('third', key.key)).status]).toEqual([204, 204]);
    expect((await retire('second')).status).toBe(404);
    const { items } = (await api(`GET /achievements?game=${id}`)).body;
    expect(items.map((each: { id: string }) => each.id)).toEqual([`${id}.first`]);
    expect(await auditOf(id)).toEqual(
      expect.arrayContaining([
        ['title.change', mine.playerId],
        ['title.retire', mine.playerId],
        ['title.retire', id],
      ]),
    );
  });

  test('[H2] their titles stand beside the games of the house', async () => {
    const { id } = await titleOf((await withRole('developer')).token);
    expect((await api(`GET /games/${id}`)).body).toEqual({ kind: 'title', id, title: 'A Title', origin: null });
    expect((await api('GET /games/chess')).body).toMatchObject({ kind: 'game', id: 'chess', defaultMode: 'blitz' });
    expect((await api('GET /games/nothing')).status).toBe(404);
    const first = (await api('GET /games?limit=1')).body;
    expect(first.items.map((each: { id: string }) => each.id)).toContain('chess');
    await titleOf((await withRole('developer')).token);
    const titles = [...first.titles];
    for (let { next } = first; next !== null;) {
      const further = (await api(`GET /games?limit=1&cursor=${next}`)).body;
      expect(further).toMatchObject({ items: [], titles: [{}] });
      titles.push(...further.titles);
      ({ next } = further);
    }
    expect(titles.filter((each) => each.id === id)).toEqual([{ id, title: 'A Title', origin: null }]);
  });
});

describe('[H1] players', () => {
  test('are found by how their names begin, page by page', async () => {
    const tag = randomUUID().slice(0, 8);
    const names = ['a_1', 'A%2', 'a3', 'ÄB', 'b'].map((name) => `${tag} ${name}`);
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, (await api('POST /auth/guest', { body: { name } })).body.playerId);
    const find = async (name: string, limit = 20): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor = ''; ;) {
        const query = `name=${encodeURIComponent(name)}&limit=${limit}${cursor && `&cursor=${cursor}`}`;
        const { items, next } = (await api(`GET /players?${query}`)).body;
        found.push(...items.map((item: { name: string }) => item.name.slice(tag.length + 1)));
        if (next === null) return found;
        cursor = next;
      }
    };
    expect(await find(tag)).toEqual(['a%2'.toUpperCase(), 'a3', 'a_1', 'b', 'ÄB']);
    expect(await find(tag, 2)).toEqual(await find(tag));
    expect(await find(`${tag} a_`)).toEqual(['a_1']);
    expect(await find(`${tag} a%`)).toEqual(['A%2']);
    expect(await find(`${tag} A`)).toHaveLength(3);
    expect((await api('GET /players?name=a')).status).toBe(400);
    expect((await api('GET /players')).status).toBe(400);
  });

  test('have their matches in pages; private ones are theirs alone', async () => {
    const { matchId, players } = await playedMatch();
    const of = async (token?: string) => (await api(`GET /players/${players[0]}/matches`, { token })).body.items;
    expect(await of()).toMatchObject([{ id: matchId, status: 'finished' }]);
    expect((await api(`GET /players/${players[0]}/matches?game=arena`)).body.items).toEqual([]);
    await db.pool.query('UPDATE matches SET private = true WHERE id = $1', [matchId]);
    expect(await of()).toEqual([]);
    expect(await of(moderator.token)).toHaveLength(1);
  });
});
