// The shapes of statistics (docs/statistics.md).

import { z } from 'zod';
import { date } from './shapes.ts';

/** A day (UTC) in a query: 2026-11-20. */
const day = z.iso.date().transform((text) => new Date(text));

/** What a query takes where figures are by day. */
export const days = { from: day.optional(), to: day.optional() };

const figures = z.object({
  matches: z.int(),
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
  /** Of all matches, from 0 to 1; as the averages, null where there are none. */
  winRate: z.number().nullable(),
  seconds: z.int(),
  averageSeconds: z.number().nullable(),
  points: z.int(),
  averagePoints: z.number().nullable(),
});

export const totals = figures.extend({
  /** Matches won in a row: up to the latest one, and ever. */
  streak: z.object({ current: z.int(), longest: z.int() }),
  lastPlayedAt: date.nullable(),
});

export const trend = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Days without a match are left out. */
  items: z.array(figures.extend({ day: z.iso.date() })),
});

export const completion = z.object({
  unlocked: z.int(),
  /** Hidden ones included. */
  total: z.int(),
  completionPercent: z.number().nullable(),
});

export const recentMatch = z.object({
  id: z.uuid(),
  game: z.string(),
  mode: z.string(),
  rated: z.boolean(),
  finishedAt: date,
  result: z.enum(['win', 'draw', 'loss']),
  seconds: z.int(),
  points: z.int(),
  /** The player's, before and after; null where the match did not move it, or not yet. */
  rating: z.object({ before: z.number(), after: z.number() }).nullable(),
  seats: z.array(
    z.object({
      seat: z.int(),
      rank: z.int().nullable(),
      player: z.object({ id: z.uuid(), name: z.string(), bot: z.boolean() }),
    }),
  ),
});
