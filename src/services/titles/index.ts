// Titles: games of others, which use the house for their players' achievements and scores.

import { z } from 'zod';
import type { Face } from '../../achievements/kit.ts';
import { type Database, patient, type Transaction } from '../../db/client.ts';
import type { Title } from '../../db/generated/client.ts';
import { gameById } from '../../games/index.ts';
import { visibleTo } from '../access.ts';
import { entryOf } from '../achievements/index.ts';
import { type Actor, record } from '../audit.ts';
import { coalesce } from '../coalesce.ts';
import type { Pushes } from '../pushes.ts';
import { refusable, Refused } from '../refused.ts';
import { type Page, pageOf, type PageRequest, readCursor, timeKey } from '../page.ts';
import type { RegistryTitle } from '../registry.ts';
import {
  createKey,
  type NewKey,
  openKeyReader,
  revokeKey,
  type TitleIdentity,
  titleScopes,
  type TitleScope,
} from './keys.ts';
import { type Submission, type SubmittedScore, submit } from './submit.ts';
import { unlock, type Unlocking, type UnlockEvent } from './unlock.ts';

export type Titles = ReturnType<typeof openTitles>;

export interface Declaration extends Required<Face> {
  readonly id: string;
}

export interface NewTitle {
  readonly id: string;
  readonly title: string;
  /** The score that is worth as many points as a match won here. */
  readonly fullScore: number;
  readonly achievements: readonly Declaration[];
}

interface TitleName {
  readonly id: string;
  readonly title: string;
  /** Where it is at home; null: registered here. */
  readonly origin: string | null;
}

export interface ScoreFilter extends PageRequest {
  readonly playerId?: string | undefined;
  readonly game?: string | undefined;
  readonly mode?: string | undefined;
  /** Who asks; undefined: a stranger. */
  readonly viewerId?: string | undefined;
}

/** What all achievements of a title may be worth together: no title decides the leaderboard of all. */
const MOST_POINTS = 1_000;
const MOST_ACHIEVEMENTS = 200;

export function openTitles(db: Database, pushes: Pushes) {
  const { prisma } = db;
  const together = new Map<string, (event: UnlockEvent) => Promise<ReadonlyMap<UnlockEvent, Unlocking>>>();

  async function unlockAll(titleId: string, events: readonly UnlockEvent[]): Promise<Unlocking[]> {
    const { results, tell } = await prisma.$transaction((tx) => unlock(tx, pushes, titleId, events), patient);
    tell();
    return results;
  }

  /** Events that come one by one share a transaction with those that come while another runs. */
  async function unlockOne(titleId: string, event: UnlockEvent): Promise<Unlocking> {
    const run =
      together.get(titleId) ??
      coalesce(async (events: readonly UnlockEvent[]) => {
        const results = await unlockAll(titleId, events);
        return new Map(events.map((each, i) => [each, results[i]!]));
      });
    together.set(titleId, run);
    return (await run(event)).get(event)!;
  }

  return {
    /** With its first key, which may do everything. */
    async register(
      { id, title, fullScore, achievements }: NewTitle,
      by: Actor,
    ): Promise<(Title & { key: NewKey }) | Refused<'title-taken' | 'too-many-points'>> {
      if (gameById(id)) return taken(id);
      return refusable(db, async (tx) => {
        const { count } = await tx.title.createMany({ data: { id, title, fullScore }, skipDuplicates: true });
        if (count === 0) return taken(id);
        // Who has made it looks after it; of an operator's there is nobody yet.
        if (by !== 'operator' && 'playerId' in by)
          await tx.titleDeveloper.create({ data: { titleId: id, playerId: by.playerId } });
        const refused = await declare(tx, id, achievements);
        if (refused) return refused;
        await record(tx, by, 'title.register', id, { fullScore, achievements: achievements.map(({ id }) => id) });
        const key = await createKey(tx, id, titleScopes, by);
        return { ...(await tx.title.findUniqueOrThrow({ where: { id } })), key };
      });
    },

    async get(id: string) {
      return (await prisma.title.findUnique({ where: { id }, select: { id: true, title: true } })) ?? undefined;
    },

    /** Those registered here by id, and then those of `elsewhere`. */
    async names(
      { cursor, limit }: PageRequest,
      elsewhere: readonly RegistryTitle[],
    ): Promise<Page<TitleName> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, nameKeys);
      if (after instanceof Refused) return after;
      const [origin, id] = after ?? ['', ''];
      const { rows: here } =
        origin === ''
          ? await db.pool.query<TitleName>({
              name: 'title-names',
              text: 'SELECT id, title, NULL AS origin FROM titles WHERE id > $1 ORDER BY id LIMIT $2',
              values: [id, limit + 1],
            })
          : { rows: [] };
      const there = elsewhere
        .filter((each) => each.origin > origin || (each.origin === origin && each.id > id))
        .toSorted((a, b) => compare(a.origin, b.origin) || compare(a.id, b.id));
      return pageOf([...here, ...there], limit, (each) => [each.origin ?? '', each.id]);
    },

    list: () =>
      prisma.title.findMany({
        orderBy: { id: 'asc' },
        include: { keys: { omit: { hash: true }, orderBy: { createdAt: 'asc' } } },
      }),

    addKey(titleId: string, scopes: readonly TitleScope[], by: Actor): Promise<NewKey | Refused<'not-found'>> {
      return refusable(db, async (tx) => {
        const title = await tx.title.findUnique({ where: { id: titleId } });
        return title ? createKey(tx, titleId, scopes, by) : new Refused('not-found', `There is no title ${titleId}.`);
      });
    },

    readKey: openKeyReader(db),
    revokeKey: (id: string, by: Actor) => revokeKey(db, id, by),

    /** Adds achievements to a title, and changes those it has; what was unlocked is worth what it was. */
    async declare(
      titleId: string,
      achievements: readonly Declaration[],
      by: TitleIdentity,
    ): Promise<undefined | Refused<'forbidden' | 'storage-full' | 'too-many-points'>> {
      if (by.titleId !== titleId) return new Refused('forbidden', `The key is not one of the title ${titleId}.`);
      return refusable(db, async (tx) => {
        const refused = await declare(tx, titleId, achievements);
        if (refused) return refused;
        if ((await tx.titleAchievement.count({ where: { titleId } })) > MOST_ACHIEVEMENTS) {
          return new Refused('storage-full', `A title has ${MOST_ACHIEVEMENTS} achievements at most.`);
        }
        await record(tx, by, 'title.achievements', titleId, { achievements: achievements.map(({ id }) => id) });
      });
    },

    /** One answer for each event, in their order. Who has unlocked it before keeps the time of that. */
    async unlock(titleId: string, events: readonly UnlockEvent[]) {
      const [event, ...more] = events;
      const results = event && more.length === 0 ? [await unlockOne(titleId, event)] : await unlockAll(titleId, events);
      return results.map((result) => {
        if (typeof result === 'string') return result;
        const { achievement, unlockedAt, newRank } = result;
        return { achievement: { ...entryOf(achievement), unlockedAt }, newRank };
      });
    },

    async submit(titleId: string, scores: readonly SubmittedScore[]): Promise<Submission[]> {
      const { results, tell } = await prisma.$transaction(async (tx) => {
        const { fullScore } = await tx.title.findUniqueOrThrow({ where: { id: titleId } });
        return submit(tx, pushes, { titleId, fullScore }, scores);
      }, patient);
      tell();
      return results;
    },

    /** Newest first, those of matches included, which bear their ids: so of private ones to who may see those. */
    async scores({ playerId, game, mode, limit, cursor, viewerId }: ScoreFilter) {
      const further = beforeScore(cursor);
      if (further instanceof Refused) return further;
      const scores = await prisma.score.findMany({
        where: {
          AND: [
            further ?? {},
            { OR: [{ matchId: null }, { matchId: { not: null }, match: await visibleTo(db, viewerId) }] },
          ],
          ...(playerId && { playerId }),
          ...(game && { game }),
          ...(mode && { mode }),
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }, { playerId: 'desc' }],
        take: limit + 1,
        omit: { feats: true },
      });
      return pageOf(scores, limit, ({ at, id, playerId }) => [at, id, playerId]);
    },
  };
}

const nameKeys = z.tuple([z.string(), z.string()]);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const scoreKeys = z.tuple([timeKey.transform((text) => new Date(text)), z.uuid(), z.uuid()]);

/** All players of a match have a score of its id. */
function beforeScore(cursor: string | undefined) {
  const keys = readCursor(cursor, scoreKeys);
  if (keys === undefined || keys instanceof Refused) return keys;
  const [at, id, playerId] = keys;
  // As in page.ts: for an index to be entered by.
  const notLater = { at: { lte: at } };
  return { ...notLater, OR: [{ at: { lt: at } }, { id: { lt: id } }, { id, playerId: { lt: playerId } }] };
}

const taken = (id: string): Refused<'title-taken'> => new Refused('title-taken', `There is a game ${id} already.`);

async function declare(
  tx: Transaction,
  titleId: string,
  achievements: readonly Declaration[],
): Promise<undefined | Refused<'too-many-points'>> {
  // One declaration at a time, so that two can't exceed together what each keeps to.
  await tx.$queryRaw`SELECT FROM titles WHERE id = ${titleId} FOR NO KEY UPDATE`;
  for (const { id, ...face } of achievements) {
    await tx.titleAchievement.upsert({
      where: { titleId_id: { titleId, id } },
      create: { titleId, id, ...face },
      update: face,
    });
  }
  const { _sum } = await tx.titleAchievement.aggregate({ where: { titleId }, _sum: { points: true } });
  if ((_sum.points ?? 0) <= MOST_POINTS) return undefined;
  return new Refused(
    'too-many-points',
    `A title's achievements are worth ${MOST_POINTS} points at most, all together.`,
  );
}
