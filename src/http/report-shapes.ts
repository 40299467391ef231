// The shapes of a match's report (docs/analytics.md).

import { z } from 'zod';

const seat = z.int();
const tick = z.int();
/** Of a match's start. */
const seconds = z.number();
/** In thousandths. */
const chance = z.int().min(0).max(1000);
const counts = z.record(z.string(), z.int());

const timelineEvent = z.object({
  tick,
  seconds,
  kind: z.string(),
  seat: seat.optional(),
  target: seat.optional(),
  at: z.object({ x: z.number(), y: z.number() }).optional(),
  what: z.string().optional(),
});

export const report = z
  .object({
    version: z.int(),
    tickRate: z.int(),
    ticks: tick,
    outcome: z.object({ ranks: z.array(z.int()), reason: z.string() }),
    timeline: z.array(timelineEvent),
    evaluation: z.array(z.object({ tick, chances: z.array(chance) })),
    keyMoments: z.array(
      z.object({ from: tick, tick, seconds, seat, before: chance, after: chance, events: z.array(timelineEvent) }),
    ),
    summary: z.array(
      z.object({
        seat,
        made: counts,
        suffered: counts,
        distance: z.int().optional(),
        /** In thousandths. */
        accuracy: z.int().optional(),
      }),
    ),
    heatmaps: z.object({
      columns: z.int(),
      rows: z.int(),
      layers: z.array(
        z.object({ kind: z.string(), seat: seat.optional(), target: seat.optional(), cells: z.array(z.int()) }),
      ),
    }),
  })
  .meta({ id: 'Report' });

export const heatmap = z
  .object({
    columns: z.int(),
    rows: z.int(),
    /** Row by row, the first row at y = 0. */
    cells: z.array(z.int()),
    max: z.int(),
  })
  .meta({ id: 'Heatmap' });
