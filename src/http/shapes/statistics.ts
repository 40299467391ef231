// The shapes of statistics (docs/statistics.md).

import { z } from 'zod';
import { date, seatRank } from './common.ts';

const day = z.iso.date().transform((text) => new Date(text));

/** What a query takes where figures are by day. */
export const days = {
  from: day.optional().describe('A day (UTC), 2026-11-20; left out: 29 days before `to`.'),
  to: day.optional().describe('The last day, itself included; left out: today.'),
};

const figures = z.object({
  matches: z.int(),
  wins: z.int(),
  draws: z.int(),
  losses: z.int(),
  winRate: z.number().nullable().describe('Of all matches, from 0 to 1; as the averages, null where there are none.'),
  seconds: z.int().describe('Played.'),
  averageSeconds: z.number().nullable(),
  points: z.int().describe('What the matches were worth: 2,400 for a win.'),
  averagePoints: z.number().nullable(),
});

export const totals = figures.extend({
  streak: z
    .object({ current: z.int(), longest: z.int() })
    .describe('Matches won in a row: up to the latest one, and ever.'),
  lastPlayedAt: date.nullable(),
});

export const trend = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  items: z.array(figures.extend({ day: z.iso.date() })).describe('Days without a match are left out.'),
});

export const completion = z.object({
  unlocked: z.int(),
  total: z.int().describe('Hidden ones included.'),
  completionPercent: z.number().nullable().describe('From 0 to 100; null where there are none.'),
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
  rating: z
    .object({ before: z.number(), after: z.number() })
    .nullable()
    .describe("The player's, before and after; null where the match did not move it, or not yet."),
  seats: z.array(
    z.object({
      seat: z.int(),
      rank: seatRank,
      player: z.object({ id: z.uuid(), name: z.string(), bot: z.boolean() }),
    }),
  ),
});
