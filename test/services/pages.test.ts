// Lists that go on: walked page by page each gives all it has, once and in order, whatever shares a moment.

import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { games } from '../../src/games/index.ts';
import { headerOf } from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { openLadders } from '../../src/services/ladders/index.ts';
import { type MatchFilter, openMatches } from '../../src/services/matches.ts';
import type { Page } from '../../src/services/page.ts';
import { openPushes } from '../../src/services/pushes.ts';
import type { Refused } from '../../src/services/refused.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { openTitles } from '../../src/services/titles/index.ts';
import { allowed, refusal, registered, signInGuest, testAccounts } from '../support/accounts.ts';
import { createPlayers, testSigner } from '../support/finished-matches.ts';

type List<Item> = (page: { limit: number; cursor?: string | undefined }) => Promise<Page<Item> | Refused>;

async function walk<Item>(list: List<Item>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = allowed(await list({ limit, cursor }));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** Seven things in three moments. */
const moments = [0, 0, 0, 1, 1, 2, 2].map((minute) => new Date(Date.UTC(2026, 0, 1, 12, minute)));

async function holds<Item>(list: List<Item>, keyOf: (item: Item) => string): Promise<void> {
  const whole = (await walk(list, 100)).map(keyOf);
  expect(whole).toHaveLength(moments.length);
  for (const limit of [1, 2, 3, moments.length]) expect((await walk(list, limit)).map(keyOf)).toEqual(whole);
  for (const cursor of ['', 'x', Buffer.from('["2026-01-01",1]').toString('base64url')]) {
    expect(refusal(await list({ limit: 1, cursor }))).toBe('bad-cursor');
  }
}

test('[H8] matches, scores, links, sessions and bans come in pages', async () => {
  const { services, db } = await testAccounts();
  const { prisma } = db.database;
  const { playerId } = await signInGuest(services);
  const seed = '00';
  const data = moments.map((startedAt) => {
    return {
      id: randomUUID(),
      game: 'chess',
      mode: 'blitz',
      rulesVersion: 1,
      seed,
      tickRate: 1,
      rated: false,
      owner: 1,
      startedAt,
      finishedAt: startedAt,
    };
  });
  await prisma.match.createMany({ data });
  for (const status of ['running', undefined] as const) {
    await holds(
      (page) => services.matches.list({ ...page, status, playerId: undefined }),
      ({ id }) => id,
    );
  }
  await prisma.match.updateMany({ data: { status: 'finished' } });
  await holds(
    (page) => services.matches.list({ ...page, status: 'finished', playerId }),
    ({ id }) => id,
  );

  const [first] = data;
  const others = [playerId, ...(await Promise.all([1, 2].map(async () => (await signInGuest(services)).playerId)))];
  await prisma.score.createMany({
    data: moments.map((at, i) => {
      // Three players have a score of one match.
      const id = i < 3 ? first!.id : randomUUID();
      return { playerId: others[i % 3]!, game: 'chess', id, mode: 'blitz', score: i, points: i, at, feats: {} };
    }),
  });
  await holds(
    (page) => services.titles.scores(page),
    ({ id, playerId }) => `${id} ${playerId}`,
  );

  for (const createdAt of moments) {
    const { id } = allowed((await services.links.create(first!.id, playerId, {}))!);
    await prisma.matchLink.update({ where: { id }, data: { createdAt } });
  }
  await holds(
    (page) => services.links.list(first!.id, playerId, page),
    ({ id }) => id,
  );

  const account = await registered(services);
  const session = await prisma.session.findFirstOrThrow({ where: { playerId: account.playerId } });
  await prisma.session.delete({ where: { id: session.id } });
  const sessions = moments.map((refreshedAt) => ({ ...session, id: randomUUID(), refreshedAt }));
  await prisma.session.createMany({ data: sessions });
  const caller = { playerId: account.playerId, name: account.name, authSessionId: sessions[0]!.id };
  await holds(
    (page) => services.sessions.list(caller, page),
    ({ id }) => id,
  );

  await prisma.ban.createMany({
    data: moments.map((createdAt) => ({
      id: randomUUID(),
      playerId,
      reason: 'spam',
      bannedById: others[1]!,
      createdAt,
    })),
  });
  await holds(
    (page) => services.moderation.banned(page),
    ({ id }) => id,
  );
});

/** In a database with one session, by what it has been asked so far. */
async function rowsRead({ pool }: Database): Promise<number> {
  await pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ rows: number }>(
    'SELECT sum(seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_user_tables',
  );
  return rows[0]!.rows;
}

test('[H5] [H8] what is newest, or behind a cursor, is found without reading all that there is', async () => {
  const { db } = await testAccounts();
  const own = openDatabase(db.url, { poolSize: 1 });
  onTestFinished(own.close);
  const [busy, gone] = await createPlayers(own, 2);
  await own.pool.query(
    `INSERT INTO matches (id, game, mode, rules_version, seed, tick_rate, rated, owner, status, started_at)
     SELECT gen_random_uuid(), 'chess', 'blitz', 1, '00', 1, false, 1, 'finished', now() - n * interval '1 minute'
     FROM generate_series(1, 20000) AS n`,
  );
  // The one took over from the other, who had begun with another mode.
  await own.pool.query(
    `INSERT INTO match_seats (match_id, seat, player_id, rank, listed_game, listed_at)
     SELECT id, 0, CASE WHEN started_at > now() - interval '10 days' THEN $1 ELSE $2 END::uuid, 1, game, started_at
     FROM matches`,
    [busy, gone],
  );
  await own.pool.query(`
    INSERT INTO rating_changes (match_id, player_id, game, mode, season, place, before, after, deviation, volatility)
      SELECT match_id, player_id, 'chess', CASE WHEN place > 30 THEN 'blitz' ELSE 'rapid' END, 1, place, 0, 0, 0, 0
      FROM (SELECT *, row_number() OVER (ORDER BY listed_at) AS place FROM match_seats) AS placed;
    INSERT INTO ratings (player_id, game, mode, season, rating, deviation, volatility, games, wins, draws, losses, played_at)
      SELECT DISTINCT player_id, game, mode, season, 0, 0, 0, 0, 0, 0, 0, now() FROM rating_changes;
    INSERT INTO scores (player_id, game, id, mode, score, points, at, match_id, feats)
      SELECT player_id, listed_game, match_id, 'blitz', 0, 0, listed_at, match_id, '{}' FROM match_seats;
    ANALYZE`);
  const amid = await own.prisma.match.findFirstOrThrow({ orderBy: { startedAt: 'desc' }, skip: 10_000 });
  const cursorOf = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
  const cursor = cursorOf(amid.startedAt, amid.id);

  const matches = openMatches(own, 1, testSigner);
  const listed = (asked: Partial<MatchFilter>) => matches.list({ limit: 20, playerId: undefined, ...asked });
  const ladders = openLadders(own);
  const titles = openTitles(own, openPushes(own));
  const lists: [list: () => Promise<Page<unknown> | Refused | undefined>, items: number][] = [
    [() => listed({}), 20],
    [() => listed({ cursor }), 20],
    [() => listed({ of: busy }), 20],
    [() => listed({ of: busy, cursor }), 20],
    [() => listed({ of: busy, game: 'arena' }), 0],
    [() => listed({ of: busy, status: 'running' }), 0],
    [() => listed({ of: gone }), 20],
    [() => listed({ of: gone, status: 'finished' }), 20],
    [() => ladders.history(gone!, { limit: 20 }), 20],
    [() => ladders.history(gone!, { limit: 20, mode: 'rapid' }), 20],
    [() => ladders.history(gone!, { limit: 20, cursor: cursorOf('5000') }), 20],
    [() => titles.scores({ limit: 20, cursor: cursorOf(amid.startedAt, amid.id, gone) }), 20],
  ];
  for (const [list, items] of lists) {
    const before = await rowsRead(own);
    expect(allowed((await list())!).items, String(list)).toHaveLength(items);
    expect((await rowsRead(own)) - before, String(list)).toBeLessThan(1_000);
  }
});

test('[H1] a match in which a player had several seats is one of theirs', async () => {
  const { services, db } = await testAccounts();
  const [ann, bob] = await createPlayers(db.database, 2);
  const ids: string[] = [];
  for (const seats of [
    [ann!, ann!],
    [bob!, bob!],
    [bob!, ann!],
  ]) {
    const header = headerOf(games.chess, { matchId: randomUUID(), mode: 'blitz', seed: '0'.repeat(32), seats });
    await services.matches.open(header, true, new LogWriter(header, sha256).first);
    ids.unshift(header.matchId);
  }
  const listed = await walk((page) => services.matches.list({ ...page, of: ann!, playerId: undefined }), 10);
  expect(listed.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
});

test('[H8] titles, those of one developer, and seasons come in pages', async () => {
  const { services, db } = await testAccounts();
  const { prisma } = db.database;
  const developer = await signInGuest(services);
  const ids = moments.map((_, i) => `title-${i}`);
  await prisma.title.createMany({ data: ids.map((id) => ({ id, title: 'Title', fullScore: 1 })) });
  await holds(
    (page) => services.titles.names(page, []),
    ({ id }) => id,
  );
  // Those of elsewhere follow, whatever their ids.
  const elsewhere = ['https://b.example', 'https://a.example'].map((origin) => ({ id: 'abc', title: 'Abc', origin }));
  for (const limit of [1, 3, moments.length, 100]) {
    const names = await walk((page) => services.titles.names(page, elsewhere), limit);
    expect(names.map(({ origin, id }) => [origin, id])).toEqual([
      ...ids.map((id) => [null, id]),
      ['https://a.example', 'abc'],
      ['https://b.example', 'abc'],
    ]);
  }
  await prisma.titleDeveloper.createMany({ data: ids.map((titleId) => ({ titleId, playerId: developer.playerId })) });
  await prisma.title.create({ data: { id: 'title-of-others', title: 'Title', fullScore: 1 } });
  await holds(
    (page) => services.workshop.titles(developer, page),
    ({ id }) => id,
  );

  const seasons = ['arena', 'chess'].flatMap((game) => [3, 2, 1].map((number) => ({ game, number })));
  await prisma.season.createMany({ data: seasons.map((season) => ({ ...season, startsAt: moments[season.number]! })) });
  for (const limit of [1, 2, 4, 100]) {
    const all = await walk((page) => services.seasons.page(page), limit);
    expect(all.map(({ game, number }) => ({ game, number }))).toEqual(seasons);
    expect(await walk((page) => services.seasons.page({ game: 'chess', ...page }), limit)).toHaveLength(3);
  }
  expect(refusal(await services.seasons.page({ limit: 1, cursor: 'x' }))).toBe('bad-cursor');
});
