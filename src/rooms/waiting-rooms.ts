// How many rooms of one player's making may wait for players: one alone could fill the server with rooms in which nobody
// plays. Counted in Colyseus' listings, which all processes share.

import { createHmac } from 'node:crypto';
import { ErrorCode, type IRoomCache, matchMaker, ServerError } from '@colyseus/core';
import { Refused } from '../services/refused.ts';

const most = 5;
/** By then a room is listed, or gone. */
const listedAfterMs = 15_000;
/** Of older ones it is asked whether their process lives: one that was killed leaves its listings behind. */
const youngMs = 60 * 60 * 1000;

export const tooManyRooms = new Refused(
  'too-many-rooms',
  `You have made ${most} rooms that wait for players: close one of them, or play in it, before you make another one.`,
);

export type WaitingRooms = ReturnType<typeof openWaitingRooms>;

/** @param secret The same in all processes. */
export function openWaitingRooms(secret: string) {
  /** Rooms that this process has made lately. Two that are made at once see each other here, and not yet in the listings. */
  const made = new Map<string, { readonly maker: string; readonly atMs: number }>();

  /** What a listing says of who has made the room: the lobby shows listings to everyone. */
  const makerOf = (playerId: string): string =>
    createHmac('sha256', secret).update(`maker ${playerId}`).digest('base64url');

  function withMade(listed: readonly string[], maker: string): ReadonlySet<string> {
    const ids = new Set(listed);
    for (const [roomId, room] of made) {
      if (performance.now() - room.atMs > listedAfterMs) made.delete(roomId);
      else if (room.maker === maker) ids.add(roomId);
    }
    return ids;
  }

  return {
    makerOf,

    async hasTooMany(playerId: string): Promise<boolean> {
      const maker = makerOf(playerId);
      return withMade(await listedOf(maker), maker).size >= most;
    },

    /** Counts a room of this process from now on, until it is listed or `forget`; throws ServerError where that is too many. */
    async count(roomId: string, playerId: string): Promise<void> {
      const maker = makerOf(playerId);
      const listed = await listedOf(maker);
      // Nothing comes between the look and the note.
      if (withMade(listed, maker).size >= most) {
        throw new ServerError(ErrorCode.MATCHMAKE_INVALID_CRITERIA, `${tooManyRooms.reason}: ${tooManyRooms.detail}`);
      }
      made.set(roomId, { maker, atMs: performance.now() });
    },

    forget: (roomId: string): boolean => made.delete(roomId),
  };
}

async function listedOf(maker: string): Promise<string[]> {
  const listed: IRoomCache[] = await matchMaker.query({ maker } as Partial<IRoomCache>);
  const there = await Promise.all(listed.map(isThere));
  return listed.filter((_, n) => there[n]).map(({ roomId }) => roomId);
}

/** Of a process that does not answer, Colyseus forgets all listings. */
async function isThere({ createdAt, processId }: IRoomCache): Promise<boolean> {
  const isYoung = Date.now() - new Date(createdAt!).getTime() < youngMs;
  return isYoung || processId === matchMaker.processId || matchMaker.healthCheckProcessId(processId);
}
