// Private matches and share links over a real server: what each reader of a match answers to whom.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn, type Player, Table } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
});
afterAll(() => server.stop());

interface Played {
  readonly matchId: string;
  readonly players: readonly [Player, Player];
}

/** A duel whose report has heatmaps; over, verified and compacted. */
async function playedDuel(): Promise<Played> {
  const players = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')] as const;
  const first = new Table(await players[0].sdk.create('arena', { mode: 'duel', private: true, seat: 0 }));
  const second = new Table(await players[1].sdk.joinById(first.room.roomId, {}));
  await Promise.all([first.begun(), second.begun()]);
  const matchId = first.room.roomId;
  await first.room.leave();
  await second.ended();
  await second.room.leave();
  await expect.poll(() => cacheControlOf(matchId), { timeout: 20_000 }).toBe(immutable);
  return { matchId, players };
}

const immutable = 'public, max-age=31536000, immutable';
const cacheControlOf = async (matchId: string): Promise<string | null> =>
  (await read(`/matches/${matchId}/replay`)).headers.get('cache-control');

const tokenOf = ({ sdk }: Player): string => sdk.auth.token!;
const read = (path: string, token?: string): Promise<Response> =>
  fetch(`${server.endpoint}/api/v1${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

/** Everything that shows a match, and its answers' status and kind, in one line each. */
const readers = ['', '/log', '/replay', '/report', '/heatmap?kind=position'];
async function answers(matchId: string, { token, link }: { token?: string; link?: string } = {}): Promise<string[]> {
  const all = readers.map(async (reader) => {
    const joint = reader.includes('?') ? '&' : '?';
    const answer = await read(`/matches/${matchId}${reader}${link === undefined ? '' : `${joint}link=${link}`}`, token);
    const type = answer.ok ? '' : ((await answer.json()) as { type: string }).type.replace('/problems', '');
    return `${answer.status}${type}`;
  });
  return Promise.all(all);
}
const everywhere = (answer: string): string[] => readers.map(() => answer);

const makePrivate = (matchId: string, player: Player, isPrivate = true) =>
  api(`PUT /matches/${matchId}/privacy`, { token: tokenOf(player), body: { private: isPrivate } });

async function newLink(matchId: string, player: Player, body: object = {}) {
  const answer = await api(`POST /matches/${matchId}/links`, { token: tokenOf(player), body });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; url: string; expiresAt: string | null };
}

async function watch(sdk: Client, options: object): Promise<Room> {
  const room = await sdk.joinOrCreate('watch', options);
  room.onMessage('*', () => undefined);
  return room;
}

/** A rated final, announced by staff. */
async function playedFinal(by: Player, players: readonly [Player, Player]) {
  const startsAt = new Date(Date.now() + 3_600_000).toISOString();
  const terms = { name: 'Cup', game: 'chess', mode: 'rapid', format: 'single_elimination', rated: true, startsAt };
  const { body: tournament } = await api('POST /tournaments', { token: tokenOf(by), body: terms });
  for (const player of players) await api(`POST /tournaments/${tournament.id}/entry`, { token: tokenOf(player) });
  const { prisma, close } = openDatabase(server.databaseUrl);
  await prisma.tournament.update({ where: { id: tournament.id }, data: { startsAt: new Date() } });
  await close();
  const pairing = async () => (await api(`GET /tournaments/${tournament.id}/matches`)).body.items[0]?.matchId;
  await expect.poll(pairing, { timeout: 20_000 }).toBeTruthy();
  const matchId: string = await pairing();
  const [first, second] = await Promise.all(players.map(async ({ sdk }) => new Table(await sdk.joinById(matchId, {}))));
  await Promise.all([first!.begun(), second!.begun()]);
  await first!.act({ type: 'resign' });
  await second!.ended();
  return { tournamentId: tournament.id as string, matchId };
}

/** The message of what refuses to let this client watch, or undefined. */
async function watching(sdk: Client, options: object): Promise<string | undefined> {
  try {
    await (await watch(sdk, options)).leave();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function staff(role = 'moderator'): Promise<Player> {
  const player = await signIn(server.endpoint, 'Mo');
  const { pool, close } = openDatabase(server.databaseUrl);
  await pool.query(`UPDATE players SET role = $2::"Role" WHERE id = $1`, [player.playerId, role]);
  await close();
  return player;
}

describe('[L6] a private match', () => {
  test('is shown to its players and to staff, and to nobody else in any way', async () => {
    const { matchId, players } = await playedDuel();
    const [ann, bob] = players;
    const [eve, mo] = [await signIn(server.endpoint, 'Eve'), await staff()];
    const listedFor = async (token?: string): Promise<boolean> => {
      const { body } = await api('GET /matches?game=arena', { token });
      return body.items.some(({ id }: { id: string }) => id === matchId);
    };
    expect(await answers(matchId)).toEqual(everywhere('200'));
    expect(await listedFor()).toBe(true);

    expect((await makePrivate(matchId, eve)).status).toBe(403);
    expect((await api(`PUT /matches/${matchId}/privacy`, { body: { private: true } })).status).toBe(401);
    expect(await makePrivate('00000000-0000-4000-8000-000000000000', ann)).toMatchObject({ status: 404 });
    expect(await makePrivate(matchId, ann)).toMatchObject({ status: 200, body: { private: true } });

    for (const token of [undefined, tokenOf(eve)]) {
      expect(await answers(matchId, { ...(token && { token }) })).toEqual(everywhere('403/private-match'));
      expect(await listedFor(token)).toBe(false);
    }
    for (const player of [ann, bob, mo]) {
      expect(await answers(matchId, { token: tokenOf(player) })).toEqual(everywhere('200'));
      expect(await listedFor(tokenOf(player))).toBe(true);
    }
    expect(await watching(new Client(server.endpoint), { matchId })).toContain('private-match');
    expect(await watching(eve.sdk, { matchId })).toContain('private-match');
    expect(await watching(mo.sdk, { matchId })).toBeUndefined();
    const room = await watch(bob.sdk, { matchId });
    // Neither by the room's id alone, nor in the name of another match.
    for (const options of [{}, { matchId: (await playedDuel()).matchId }]) {
      await expect(eve.sdk.joinById(room.roomId, options)).rejects.toThrow('private-match');
    }
    await room.leave();

    expect((await makePrivate(matchId, bob, false)).body).toEqual({ private: false });
    expect(await answers(matchId)).toEqual(everywhere('200'));
    expect(await watching(new Client(server.endpoint), { matchId })).toBeUndefined();
  });

  test('[H1] [H2] [P8] is named to nobody else by what it has brought its players', async () => {
    const players = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')] as const;
    const [ann] = players;
    const [eve, mo] = [await signIn(server.endpoint, 'Eve'), await staff('admin')];
    const { tournamentId, matchId } = await playedFinal(mo, players);
    const own = `/players/${ann.playerId}`;
    const places = [
      ...[`${own}/achievements`, `${own}/dashboard`, `${own}/ratings`, `${own}/matches`],
      ...[`/scores?player_id=${ann.playerId}`, `/tournaments/${tournamentId}/matches`, '/activity'],
    ];
    const namedIn = async (token?: string): Promise<string[]> => {
      const texts = await Promise.all(places.map(async (place) => (await read(place, token)).text()));
      return places.filter((_, i) => texts[i]!.includes(matchId));
    };
    await expect.poll(() => namedIn(), { timeout: 20_000 }).toEqual(places);
    await makePrivate(matchId, ann);
    for (const token of [undefined, tokenOf(eve)]) expect(await namedIn(token)).toEqual([]);
    // The activity is the same for everyone.
    const shown = places.filter((place) => place !== '/activity');
    for (const player of [ann, mo]) expect(await namedIn(tokenOf(player))).toEqual(shown);
    const { items } = (await (await read(`${own}/achievements`)).json()) as { items: { unlockedAt: string | null }[] };
    expect(items.filter(({ unlockedAt }) => unlockedAt !== null)).not.toEqual([]);
  });

  test('[H8] is kept by no cache, a public one as ever', async () => {
    const { matchId, players } = await playedDuel();
    const token = tokenOf(players[0]);
    expect((await read(`/matches/${matchId}/replay`, token)).headers.get('cache-control')).toBe(immutable);
    const { id } = await newLink(matchId, players[0]);
    await makePrivate(matchId, players[0]);
    for (const reader of ['', '/log', '/replay', '/report']) {
      for (const [path, as] of [
        [reader, token],
        [`${reader}?link=${id}`, undefined],
        [reader, undefined],
      ] as const) {
        const { headers } = await read(`/matches/${matchId}${path}`, as);
        expect(headers.get('cache-control'), path).toBe('private, no-store');
      }
    }
    await makePrivate(matchId, players[0], false);
    expect(await cacheControlOf(matchId)).toBe(immutable);
  });

  test('closes those who watch it when its players make it so', async () => {
    const [ann, bob] = [await signIn(server.endpoint), await signIn(server.endpoint)];
    const [white, black] = await privateMatch(ann, bob, 'rapid');
    const matchId = white.room.roomId;
    const [stranger, player] = [
      await watch(new Client(server.endpoint), { matchId }),
      await watch(ann.sdk, { matchId }),
    ];
    const left: number[] = [];
    player.onLeave((code) => left.push(code));
    const closed = new Promise<number>((resolve) => stranger.onLeave(resolve));
    expect((await makePrivate(matchId, bob)).status).toBe(200);
    expect(await closed).toBe(4112);
    expect(left).toEqual([]);
    expect(await white.act({ type: 'move', move: 'e2e4' })).toBeUndefined();
    await expect.poll(() => [...player.state.moves]).toEqual(['e2e4']);
    await Promise.all([player, white.room, black.room].map((room) => room.leave()));
  });

  test('[A2] is closed to a player who is signed out while watching', async () => {
    const { matchId, players } = await playedDuel();
    const [ann] = players;
    await makePrivate(matchId, ann);
    const room = await watch(ann.sdk, { matchId });
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    expect((await api('POST /auth/logout', { token: tokenOf(ann), body: {} })).status).toBe(204);
    expect(await closed).toBe(4110);
    expect(await watching(ann.sdk, { matchId })).toContain('private-match');
  });
});

describe('[L6] a link', () => {
  test('opens a private match to whoever has it, until it is revoked', async () => {
    const { matchId, players } = await playedDuel();
    const [ann, bob] = players;
    const [eve, anyone] = [await signIn(server.endpoint, 'Eve'), new Client(server.endpoint)];
    const early = await newLink(matchId, eve);
    await makePrivate(matchId, ann);
    const { id, url, expiresAt } = await newLink(matchId, ann);
    expect({ url, expiresAt }).toEqual({ url: `/r/${id}`, expiresAt: null });
    expect(Buffer.from(id, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(await answers(matchId, { link: id })).toEqual(everywhere('200'));
    expect(await answers(matchId, { link: id, token: tokenOf(eve) })).toEqual(everywhere('200'));

    // A stranger's link, made while the match was public; one that never was; one to another match; no link.
    const other = await playedDuel();
    await makePrivate(other.matchId, other.players[0]);
    const toOther = await newLink(other.matchId, other.players[0]);
    for (const link of [early.id, 'A'.repeat(22), toOther.id]) {
      expect(await answers(matchId, { link }), link).toEqual(everywhere('403/private-match'));
      expect(await watching(anyone, { matchId, link }), link).toContain('private-match');
    }
    expect(await answers(matchId, { link: `${id}x` })).toEqual(everywhere('400/invalid-request'));
    const asked = await api(`POST /matches/${matchId}/links`, { token: tokenOf(eve), body: {} });
    expect(asked).toMatchObject({ status: 403, body: { type: '/problems/private-match' } });

    expect(await watching(anyone, { matchId, link: id })).toBeUndefined();
    const room = await watch(anyone, { matchId, link: id });
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    for (const notTheirs of [eve, bob]) {
      expect((await api(`DELETE /links/${id}`, { token: tokenOf(notTheirs) })).status).toBe(404);
    }
    expect((await api(`DELETE /links/${id}`, { token: tokenOf(ann) })).status).toBe(204);
    expect(await closed).toBe(4112);
    expect(await answers(matchId, { link: id })).toEqual(everywhere('410/link-expired'));
    expect(await watching(anyone, { matchId, link: id })).toContain('link-expired');
    expect(await answers(matchId, { link: id, token: tokenOf(bob) })).toEqual(everywhere('200'));
    expect((await api(`DELETE /links/${id}`, { token: tokenOf(ann) })).status).toBe(404);
  });

  test('opens it until it expires', async () => {
    const { matchId, players } = await playedDuel();
    await makePrivate(matchId, players[0]);
    const { id, expiresAt } = await newLink(matchId, players[0], { expiresInSeconds: 3_600 });
    expect(Date.parse(expiresAt!)).toBeGreaterThan(Date.now());
    expect(await answers(matchId, { link: id })).toEqual(everywhere('200'));
    // Its hour is nearly over.
    const endMs = Date.now() + 500;
    const { prisma, close } = openDatabase(server.databaseUrl);
    await prisma.matchLink.update({ where: { id }, data: { expiresAt: new Date(endMs) } });
    await close();
    const closed = async () => (await read(`/matches/${matchId}/replay?link=${id}`)).status;
    await expect.poll(closed, { timeout: 20_000, interval: 200 }).toBe(410);
    expect(Date.now()).toBeGreaterThanOrEqual(endMs);
    expect(await answers(matchId, { link: id })).toEqual(everywhere('410/link-expired'));
    expect(await watching(new Client(server.endpoint), { matchId, link: id })).toContain('link-expired');
    expect((await api(`GET /links/${id}`)).status).toBe(410);
    expect((await fetch(`${server.endpoint}/r/${id}`, { redirect: 'manual' })).status).toBe(410);
  });

  test('is listed to who made it, and tells whoever has it what it leads to', async () => {
    const { matchId, players } = await playedDuel();
    const [ann, bob] = players;
    const link = await newLink(matchId, ann, { t: 90, pov: 1, speed: 0.5 });
    const plain = await newLink(matchId, ann, { expiresInSeconds: 3600 });
    const revoked = await newLink(matchId, ann);
    await api(`DELETE /links/${revoked.id}`, { token: tokenOf(ann) });
    const listed = async (player: Player): Promise<unknown> =>
      (await api(`GET /matches/${matchId}/links`, { token: tokenOf(player) })).body.items;
    expect(await listed(ann)).toEqual([plain, link]);
    expect(await listed(bob)).toEqual([]);
    expect((await api(`GET /links/${link.id}`)).body).toEqual({
      ...{ id: link.id, url: `/r/${link.id}?t=90&pov=1&speed=0.5`, matchId },
      ...{ t: 90, pov: 1, speed: 0.5, expiresAt: null },
    });
    expect((await api(`GET /links/${'A'.repeat(22)}`)).status).toBe(404);
    for (const body of [{ t: -1 }, { t: 1.5 }, { speed: 0 }, { expiresInSeconds: 0 }, { owner: 'me' }]) {
      const answer = await api(`POST /matches/${matchId}/links`, { token: tokenOf(ann), body });
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
    expect((await api(`POST /matches/${matchId}/links`, { body: {} })).status).toBe(401);
  });

  test('leads people to the page of its match, at its moment or another', async () => {
    const { matchId, players } = await playedDuel();
    const { id, url } = await newLink(matchId, players[0], { t: 90, speed: 2 });
    const open = (path: string): Promise<Response> => fetch(`${server.endpoint}${path}`, { redirect: 'manual' });
    const to = async (path: string): Promise<string | null> => (await open(path)).headers.get('location');
    expect((await open(url)).status).toBe(302);
    const page = `/?match=${matchId}&link=${id}`;
    expect(await to(url)).toBe(`${page}&t=90&speed=2`);
    expect(await to(`/r/${id}`)).toBe(`${page}&t=90&speed=2`);
    expect(await to(`/r/${id}?t=120&pov=1&speed=fast&x=//elsewhere`)).toBe(`${page}&t=120&pov=1&speed=2`);
    expect((await fetch(`${server.endpoint}${url}`)).headers.get('content-type')).toContain('text/html');
    for (const unknown of ['A'.repeat(22), 'x', '%00', '..%2f']) {
      const answer = await open(`/r/${unknown}`);
      expect(answer.status, unknown).toBe(404);
      expect(await answer.text()).toContain('There is no such link');
    }
  });

  test('gives the file that `arbiter replay` opens', async () => {
    const { matchId, players } = await playedDuel();
    await makePrivate(matchId, players[0]);
    const { id } = await newLink(matchId, players[0]);
    const program = join(import.meta.dirname, '../../src/cli/arbiter.ts');
    const run = (url: string) => promisify(execFile)(process.execPath, [program, 'replay', url, '--json']);
    const replay = `${server.endpoint}/api/v1/matches/${matchId}/replay`;
    const { stdout } = await run(`${replay}?link=${id}`);
    expect(JSON.parse(stdout)).toMatchObject({ header: { matchId } });
    await expect(run(replay)).rejects.toMatchObject({ stderr: expect.stringContaining('403') });
  });
});
