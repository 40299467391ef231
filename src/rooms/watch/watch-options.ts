// What spectators may say to a watch room: when they join, and, in a room of their own, to move through the match.

import { ErrorCode, ServerError } from '@colyseus/core';
import { z } from 'zod';
import { linkIdPattern } from '../../services/links.ts';

const options = z.strictObject({
  /** Left out only by who joins a room by its id. */
  matchId: z.uuid('must be the id of a match').optional(),
  /** A room of one's own: with the controls. One that follows a running match with everyone else has none. */
  own: z.boolean().default(false),
  /** Where a room of one's own begins; left out: live, or where the match is over, at its start. */
  at: z.int().min(0).optional(),
  /** The id of a share link, which opens a private match. */
  link: z.string().regex(linkIdPattern, 'must be the id of a link').optional(),
});

export type WatchOptions = z.infer<typeof options>;

/** Throws ServerError with what is wrong. */
export function parseWatchOptions(given: unknown): WatchOptions {
  const parsed = options.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  throw cannotWatch(`wrong options: ${z.prettifyError(parsed.error)}`);
}

export const cannotWatch = (why: string): ServerError =>
  new ServerError(ErrorCode.MATCHMAKE_INVALID_CRITERIA, `this can't be watched: ${why}`);

export const controls = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('play'), speed: z.number().min(0.1).max(64).default(1) }),
  z.strictObject({ type: z.literal('seek'), tick: z.int().min(0) }),
  z.strictObject({ type: z.literal('live') }),
]);
