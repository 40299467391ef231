// What players are doing, across processes: each process writes what its own players do into rows under its number, and
// a row counts while that process holds the lock of its number (ownership.ts). So kill -9 leaves nobody online for long.
// Who queues is known from the queue (presences/queued.ts).

import type pg from 'pg';
import type { Database } from '../db/client.ts';
import type { PresenceStatus } from '../db/generated/client.ts';
import { transaction } from '../db/transaction.ts';
import { alive } from './ownership.ts';
import { findUnfit, writeQueued } from './presences/queued.ts';
import { type Presence, presencesOf, queueOwner, seenBy } from './presences/read.ts';
import type { Pushes } from './pushes.ts';
import { repeat, type Repeated } from './repeat.ts';

/** One thing that a player is at; who queues is known by their place in the queue. */
export interface Doing {
  readonly status: Exclude<PresenceStatus, 'queueing'>;
  readonly matchId?: string | undefined;
  /** Hears at this moment what is told over the room `me`. */
  readonly hears?: boolean;
}

export interface Presences {
  /**
   * Says what a player does on this process from now on, beside whatever else they do; returns how to say that it is
   * over. Of several things the foremost is told: playing, then queueing, watching, online. Does not wait, never throws.
   */
  enter(playerId: string, doing: Doing): () => void;
  /** These have come to the queue, or left it. Does not wait, never throws; who is not named is found at the next look. */
  queueing(playerIds: readonly string[]): void;
  /** In the order of `playerIds`, as this viewer may see it: what is not theirs to know looks like `offline`. */
  of(playerIds: readonly string[], viewerId: string): Promise<Presence[]>;
  /** What the player lets others see has changed: friends are told. */
  refresh(playerId: string): Promise<void>;
  /** Writes what is not written yet, also of the queue, and takes away what processes have left that are gone. */
  look(): Promise<void>;
  /** Takes away all that this process has written. */
  clear(): Promise<void>;
}

const order: readonly PresenceStatus[] = ['online', 'watching', 'queueing', 'playing'];
/** Class of the advisory locks under which one player's rows change ("PRES"). */
const lockClass = 0x50524553;
const mostAtOnce = 200;
const lookEveryMs = 2_000;

export function openPresences(db: Database, owner: number, pushes: Pushes): Presences {
  const here = new Map<string, Set<Doing>>();
  let unwritten = new Set<string>();
  let writing: Promise<void> | undefined;

  const foremost = (playerId: string): Doing | undefined =>
    [...(here.get(playerId) ?? [])].reduce<Doing | undefined>(
      (best, each) => (best && order.indexOf(best.status) >= order.indexOf(each.status) ? best : each),
      undefined,
    );

  const isHearing = (playerId: string): boolean => [...(here.get(playerId) ?? [])].some(({ hears }) => hears);

  /** Changes rows of players, and tells their friends what that has made of them. */
  async function change(playerIds: readonly string[], write: (tx: pg.PoolClient) => Promise<unknown>): Promise<void> {
    const changed = await transaction(db.pool, async (tx) => {
      await tx.query(
        `SELECT pg_advisory_xact_lock($1, key) FROM (
           SELECT DISTINCT hashtext(id) AS key FROM unnest($2::text[]) AS id ORDER BY key) AS keys`,
        [lockClass, playerIds],
      );
      const before = await presencesOf(tx, playerIds, owner);
      await write(tx);
      const after = await presencesOf(tx, playerIds, owner);
      return after.filter((each, i) => JSON.stringify(each) !== JSON.stringify(before[i]));
    });
    await tellFriends(changed);
  }

  async function tellFriends(changed: readonly Presence[]): Promise<void> {
    if (changed.length === 0) return;
    const { rows } = await db.pool.query<{ playerId: string; friendIds: string[] }>(
      `SELECT player_id AS "playerId", array_agg(friend_id::text) AS "friendIds" FROM friends
       WHERE player_id = ANY($1::uuid[]) GROUP BY player_id`,
      [changed.map(({ playerId }) => playerId)],
    );
    const friends = new Map(rows.map(({ playerId, friendIds }) => [playerId, friendIds]));
    for (const presence of await seenBy(db.pool, undefined, changed)) {
      pushes.send(friends.get(presence.playerId) ?? [], { type: 'presence.changed', ...presence });
    }
  }

  /** Everything that is unwritten, piece by piece; what fails stays so. */
  async function writeAll(): Promise<void> {
    let playerIds: string[] = [];
    try {
      while (unwritten.size > 0) {
        playerIds = [...unwritten].slice(0, mostAtOnce);
        for (const id of playerIds) unwritten.delete(id);
        await change(playerIds, async (tx) => {
          await writeOwn(tx, playerIds);
          await writeQueued(tx, playerIds);
        });
        playerIds = [];
      }
    } finally {
      unwritten = new Set([...playerIds, ...unwritten]);
    }
  }

  const write = (): Promise<void> => (writing ??= writeAll().finally(() => (writing = undefined)));

  async function writeOwn(tx: pg.PoolClient, playerIds: readonly string[]): Promise<void> {
    const doings = playerIds.map((playerId) => ({ playerId, ...foremost(playerId), hears: isHearing(playerId) }));
    const gone = doings.filter(({ status }) => !status).map(({ playerId }) => playerId);
    await tx.query('DELETE FROM presences WHERE owner = $1 AND player_id = ANY($2::uuid[])', [owner, gone]);
    const there = doings.filter(({ status }) => status);
    await tx.query(
      `INSERT INTO presences (player_id, owner, status, match_id, hears)
       SELECT player_id, $1, status, match_id, hears
       FROM unnest($2::uuid[], $3::"PresenceStatus"[], $4::uuid[], $5::boolean[]) AS rows (player_id, status, match_id, hears)
       ON CONFLICT (player_id, owner) DO UPDATE
       SET status = excluded.status, match_id = excluded.match_id, hears = excluded.hears`,
      [
        owner,
        there.map(({ playerId }) => playerId),
        there.map(({ status }) => status),
        there.map(({ matchId }) => matchId ?? null),
        there.map(({ hears }) => hears),
      ],
    );
  }

  function writeSoon(...playerIds: readonly string[]): void {
    for (const id of playerIds) unwritten.add(id);
    // What fails is tried again at the next look.
    void write().catch(() => undefined);
  }

  /** Rows of processes that are gone; the one that takes them away tells. */
  async function takeAwayLost(): Promise<void> {
    const { rows } = await db.pool.query<{ playerId: string }>(
      `DELETE FROM presences WHERE owner NOT IN ($1, ${queueOwner}) AND NOT ${alive('presences.owner')}
       RETURNING player_id AS "playerId"`,
      [owner],
    );
    const playerIds = [...new Set(rows.map(({ playerId }) => playerId))];
    if (playerIds.length > 0) await tellFriends(await presencesOf(db.pool, playerIds, owner));
  }

  return {
    enter(playerId, doing) {
      const doings = here.get(playerId) ?? new Set();
      here.set(playerId, doings.add(doing));
      writeSoon(playerId);
      return () => {
        if (!doings.delete(doing)) return;
        if (doings.size === 0 && here.get(playerId) === doings) here.delete(playerId);
        writeSoon(playerId);
      };
    },

    queueing: (playerIds) => writeSoon(...playerIds),

    async of(playerIds, viewerId) {
      return seenBy(db.pool, viewerId, await presencesOf(db.pool, playerIds, owner));
    },

    async refresh(playerId) {
      await tellFriends(await presencesOf(db.pool, [playerId], owner));
    },

    async look() {
      await takeAwayLost();
      const { rows } = await db.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM presences WHERE owner = $1',
        [owner],
      );
      // Another process thought that this one was gone, or PostgreSQL has crashed.
      if (!writing && unwritten.size === 0 && rows[0]!.count !== here.size) unwritten = new Set(here.keys());
      for (const id of await findUnfit(db)) unwritten.add(id);
      await write();
    },

    async clear() {
      for (const playerId of here.keys()) unwritten.add(playerId);
      here.clear();
      await writing;
      await write();
    },
  };
}

/** Looks every two seconds. */
export function keepPresences(presences: Presences, onError: (error: Error) => void): Repeated {
  const looking = repeat(lookEveryMs, () => presences.look(), onError);
  return {
    async stop() {
      await looking.stop();
      await presences.clear().catch(onError);
    },
  };
}
