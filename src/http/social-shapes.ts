// Shapes of what is between players (docs/social.md).

import { z } from 'zod';
import { date, playerRef, standing } from './shapes.ts';

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
