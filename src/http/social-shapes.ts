// Shapes of what is between players (docs/social.md).

import { z } from 'zod';
import { date, playerRef, rowId, standing } from './shapes.ts';

export const presence = z.object({
  playerId: z.uuid(),
  /** What players do not show looks like `offline`. */
  status: z.enum(['offline', 'online', 'watching', 'queueing', 'playing']),
  /** Of `playing` and `watching`, unless the match is private. */
  matchId: z.uuid().nullable(),
});

const audience = z.enum(['everyone', 'friends', 'nobody']);

export const settings = z.object({
  /** Who sees what the player is doing. */
  presence: audience,
  /** Who may write to the player. */
  messages: audience,
});

/** Somebody on one of a player's lists, and since when. */
export const listed = playerRef.extend({ since: date });

const headToHead = z.object({
  game: z.string(),
  mode: z.string(),
  matches: z.int(),
  /** The caller's. */
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
});

export const comparison = z.object({
  headToHead: z.array(headToHead),
  standings: z.array(
    z.object({
      game: z.string(),
      mode: z.string(),
      season: z.int(),
      own: standing.nullable(),
      other: standing.nullable(),
    }),
  ),
  /** How many the caller has, the friend, and both of them. */
  achievements: z.object({ own: z.int(), other: z.int(), both: z.int() }),
});

export const message = z.object({
  id: z.string(),
  from: playerRef,
  text: z.string(),
  /** Said in the third person (`/me`). */
  emote: z.boolean(),
  /** Of one in a match: how far that was for the speaker. */
  tick: z.int().nullable(),
  at: z.string(),
});

export const conversation = z.object({ with: playerRef, last: message, unread: z.int() });

export const reportStatus = z.enum(['open', 'taken', 'resolved']);
const reportReason = z.enum(['abuse', 'spam', 'cheating', 'name', 'other']);
const action = z.enum(['none', 'warn', 'mute', 'ban']);

export const newReport = z.strictObject({
  playerId: z.uuid(),
  reason: reportReason,
  note: z.string().trim().min(1).max(1_000).optional(),
  /** What they have said. */
  messageId: rowId.optional(),
  /** Where, and at which moment, they have done it. */
  matchId: z.uuid().optional(),
  tick: z.int().min(0).optional(),
});

/** What a moderator does to a player. */
export const sanction = z.strictObject({
  /** The player is told. */
  reason: z.string().trim().min(1).max(500),
  /** Left out: for good. */
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
});

export const resolution = sanction.extend({ action, remark: z.string().trim().max(1_000).optional() });

export const reportId = z.object({
  id: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
});

export const report = z.object({
  id: z.int(),
  reporter: playerRef,
  player: playerRef,
  reason: reportReason,
  note: z.string().nullable(),
  messageId: z.string().nullable(),
  matchId: z.uuid().nullable(),
  tick: z.int().nullable(),
  /** The message that is meant, and those around it, as they were written. */
  evidence: z.array(
    z.object({
      id: z.string(),
      fromId: z.uuid(),
      text: z.string(),
      emote: z.boolean(),
      tick: z.int().nullable(),
      at: z.string(),
    }),
  ),
  status: reportStatus,
  takenById: z.uuid().nullable(),
  action: action.nullable(),
  remark: z.string().nullable(),
  createdAt: date,
  resolvedAt: date.nullable(),
});
