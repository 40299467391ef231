// Shapes that several endpoints answer with.

import { z } from 'zod';

export const playerRef = z.object({ id: z.uuid(), name: z.string() });
export const id = z.object({ id: z.uuid() });
export const date = z.date().transform((value) => value.toISOString());

export const match = z.object({
  id: z.uuid(),
  game: z.string(),
  mode: z.string(),
  status: z.enum(['running', 'finished', 'aborted']),
  rated: z.boolean(),
  /** How it ended, in the game's own word. */
  reason: z.string().nullable(),
  /** Whether the log replays to the stored result; null while nobody has looked. */
  verified: z.boolean().nullable(),
  verdict: z.string().nullable(),
  ticks: z.int().nullable(),
  tickRate: z.int(),
  startedAt: date,
  finishedAt: date.nullable(),
  seats: z.array(z.object({ seat: z.int(), rank: z.int().nullable(), player: playerRef })),
});

export const standing = z.object({
  rating: z.number(),
  deviation: z.number(),
  games: z.int(),
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
});
