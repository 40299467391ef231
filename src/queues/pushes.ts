// What players are told over the room `me` the moment it happens: the contract between whoever does it and their clients.

import { z } from 'zod';

export const push = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('achievement.unlocked'),
    achievement: z.string(),
    points: z.int(),
    matchId: z.uuid().nullable(),
  }),
  z.object({
    type: z.literal('leaderboard.updated'),
    game: z.string(),
    mode: z.string(),
    season: z.int(),
    /** The player's own, before and after; null before the first match. */
    before: z.int().nullable(),
    rank: z.int(),
  }),
]);

export type Push = z.infer<typeof push>;
