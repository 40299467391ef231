// Friends: asked for, accepted, parted from, and shown with what they are doing.

import type { Database, Transaction } from '../../db/client.ts';
import { forget, notify } from '../notifications.ts';
import type { PageRequest } from '../page.ts';
import { holdPlayers } from '../player-locks.ts';
import type { Presences } from '../presences.ts';
import type { Pushes } from '../pushes.ts';
import type { RateLimits } from '../rate-limits.ts';
import { refusable, type RefusalReason, Refused } from '../refused.ts';
import { aboutAccepted, aboutRequest } from './abouts.ts';
import { areFriends, dropRequests, isBlocked, part } from './between.ts';
import { compare } from './compare.ts';
import { listOf } from './lists.ts';

export interface FriendsParts {
  readonly presences: Presences;
  readonly pushes: Pushes;
  readonly rateLimits: RateLimits;
}

const mostFriends = 1_000;
const nobody = new Refused('not-found', 'There is no such player.');
const player = { select: { id: true, name: true } } as const;
export function openFriends(db: Database, { presences, pushes, rateLimits }: FriendsParts) {
  const { prisma } = db;

  return {
    /** Asks for a friendship; who has been asked by the other accepts with that. */
    async request(
      fromId: string,
      toId: string,
    ): Promise<{ status: 'requested' | 'friends' } | Refused<'forbidden' | 'not-found' | 'too-many-requests'>> {
      if (fromId === toId) return new Refused('forbidden', 'Nobody is their own friend.');
      const refused = await rateLimits.refuse('invite', fromId);
      if (refused) return refused;
      return after(
        await refusable(db, async (tx) => {
          if (!(await holdPlayers(tx, [fromId, toId])).has(toId)) return nobody;
          if (await areFriends(tx, fromId, toId)) return { status: 'friends' as const, tell };
          const blocked = await isBlocked(tx, fromId, toId);
          const asked = await tx.friendRequest.count({ where: { fromId: toId, toId: fromId } });
          if (asked && !blocked) return befriend(tx, fromId, toId);
          const data = [{ fromId, toId }];
          const { count } = await tx.friendRequest.createMany({ data, skipDuplicates: true });
          // DECISION: a request to who has blocked one looks like any that is not answered, and is not shown to them.
          if (blocked || count === 0) return { status: 'requested' as const, tell };
          const content = { kind: 'friend.requested', from: await faceOf(tx, fromId) } as const;
          const told = await notify(tx, pushes, [{ playerId: toId, about: aboutRequest(fromId), content }]);
          return { status: 'requested' as const, tell: told };
        }),
      );
    },

    async accept(
      playerId: string,
      fromId: string,
    ): Promise<{ status: 'friends' } | Refused<'forbidden' | 'not-found'>> {
      return after(
        await refusable(db, async (tx) => {
          await holdPlayers(tx, [playerId, fromId]);
          const asked = await tx.friendRequest.count({ where: { fromId, toId: playerId } });
          if (!asked || (await isBlocked(tx, playerId, fromId))) return noRequest;
          return befriend(tx, playerId, fromId);
        }),
      );
    },

    /** Declines what the other has asked, or takes back one's own; the other is not told. */
    withdraw: (playerId: string, otherId: string): Promise<undefined | Refused<'not-found'>> =>
      refusable(db, async (tx) => {
        await holdPlayers(tx, [playerId, otherId]);
        if (!(await dropRequests(tx, playerId, otherId))) return noRequest;
        await forget(tx, [playerId], [aboutRequest(otherId)]);
        await forget(tx, [otherId], [aboutRequest(playerId)]);
        return undefined;
      }),

    remove: (playerId: string, friendId: string): Promise<undefined | Refused<'not-found'>> =>
      refusable(db, async (tx) => {
        await holdPlayers(tx, [playerId, friendId]);
        return (await part(tx, playerId, friendId)) ? undefined : new Refused('not-found', 'You are not friends.');
      }),

    /** The newest first, with what they are doing. */
    async list(playerId: string, request: PageRequest) {
      const page = await listOf(db, 'friends', playerId, request);
      if (page instanceof Refused) return page;
      const doing = await presences.of(
        page.items.map(({ id }) => id),
        playerId,
      );
      return { ...page, items: page.items.map((friend, i) => ({ ...friend, presence: doing[i]! })) };
    },

    /** Those that wait for this player, or for others; the newest first. */
    requests: (playerId: string, direction: 'in' | 'out', request: PageRequest) =>
      listOf(db, direction === 'in' ? 'requests to' : 'requests from', playerId, request),

    /** Both side by side; of friends only. */
    async compare(playerId: string, friendId: string) {
      if (!(await areFriends(prisma, playerId, friendId))) return new Refused('not-found', 'You are not friends.');
      return compare(db, playerId, friendId);
    },
  };

  async function befriend(tx: Transaction, playerId: string, otherId: string) {
    for (const id of [playerId, otherId]) {
      if ((await tx.friend.count({ where: { playerId: id } })) >= mostFriends) {
        return new Refused('forbidden', `Nobody has more than ${mostFriends} friends, and one of you has them.`);
      }
    }
    await dropRequests(tx, playerId, otherId);
    await tx.friend.createMany({
      data: [
        { playerId, friendId: otherId },
        { playerId: otherId, friendId: playerId },
      ],
    });
    await forget(tx, [playerId], [aboutRequest(otherId)]);
    const about = aboutAccepted(playerId);
    await forget(tx, [otherId], [about]);
    const content = { kind: 'friend.accepted', by: await faceOf(tx, playerId) } as const;
    const told = await notify(tx, pushes, [{ playerId: otherId, about, content }]);
    return { status: 'friends' as const, tell: told };
  }
}

const noRequest = new Refused('not-found', 'There is no such request.');
const tell = (): void => undefined;

/** Tells what a transaction has brought, once it is through. */
function after<T extends { tell: () => void }, Reason extends RefusalReason>(
  done: T | Refused<Reason>,
): Omit<T, 'tell'> | Refused<Reason> {
  if (done instanceof Refused) return done;
  const { tell: told, ...rest } = done;
  told();
  return rest;
}

const faceOf = (tx: Transaction, id: string) => tx.player.findUniqueOrThrow({ where: { id }, ...player });
