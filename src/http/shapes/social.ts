// Shapes of what is between players (docs/social.md).

import { z } from 'zod';
import { date, moment, playerRef, rowId, standing } from './common.ts';

export const presence = z.object({
  playerId: z.uuid(),
  status: z
    .enum(['offline', 'online', 'watching', 'queueing', 'playing'])
    .describe('What players do not show looks like `offline`.'),
  matchId: z.uuid().nullable().describe('Of `playing` and `watching`, unless the match is private.'),
});

const audience = z.enum(['everyone', 'friends', 'nobody']);

export const settings = z.object({
  presence: audience.describe('Who sees what the player is doing.'),
  messages: audience.describe('Who may write to the player.'),
});

/** Somebody on one of a player's lists. */
export const listed = playerRef.extend({ since: date.describe('When they came onto the list.') });

const headToHead = z.object({
  game: z.string(),
  mode: z.string(),
  matches: z.int(),
  wins: z.int().describe("The caller's."),
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
  achievements: z
    .object({ own: z.int(), other: z.int(), both: z.int() })
    .describe('How many the caller has, the friend, and both of them.'),
});

export const message = z.object({
  id: z.string(),
  from: playerRef,
  text: z.string(),
  emote: z.boolean().describe('Said in the third person (`/me`).'),
  tick: z.int().nullable().describe('Of one in a match: how far that was for the speaker.'),
  at: z.string(),
});

export const conversation = z.object({
  with: playerRef,
  last: message,
  unread: z.int().describe('How many of their messages the caller has not read.'),
});

export const reportStatus = z.enum(['open', 'taken', 'resolved']);
const reportReason = z.enum(['abuse', 'spam', 'cheating', 'name', 'other']);
const action = z.enum(['none', 'warn', 'mute', 'ban']);

export const newReport = z.strictObject({
  playerId: z.uuid(),
  reason: reportReason,
  note: z.string().trim().min(1).max(1_000).optional(),
  messageId: rowId.optional().describe('The message of theirs that is meant.'),
  matchId: z.uuid().optional().describe('Where they have done it.'),
  tick: z.int().min(0).optional().describe('At which moment of the match.'),
});

/** What a moderator does to a player. */
export const sanction = z.strictObject({
  reason: z.string().trim().min(1).max(500).describe('The player is told.'),
  expiresAt: moment
    .refine((at) => at.getTime() > Date.now(), 'must be in the future; leave it out for good')
    .optional()
    .describe('Left out: for good.'),
});

export const resolution = sanction.extend({
  action,
  remark: z.string().trim().max(1_000).optional().describe('For moderators only.'),
});

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
  evidence: z
    .array(
      z.object({
        id: z.string(),
        fromId: z.uuid(),
        text: z.string(),
        emote: z.boolean(),
        tick: z.int().nullable(),
        at: z.string(),
      }),
    )
    .describe('The message that is meant, and those around it, as they were written.'),
  status: reportStatus,
  takenById: z.uuid().nullable(),
  action: action.nullable(),
  remark: z.string().nullable(),
  createdAt: date,
  resolvedAt: date.nullable(),
});
