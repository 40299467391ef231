// The shapes of a match's report (docs/analytics.md).

import { z } from 'zod';

const seat = z.int().describe('From 0.');
const tick = z.int();
const seconds = z.number().describe('Since the match began.');
const chance = z.int().min(0).max(1000);
const counts = z.record(z.string(), z.int());

const timelineEvent = z.object({
  tick,
  seconds,
  kind: z.string(),
  seat: seat.optional(),
  target: seat.optional().describe('The seat to which it happened.'),
  at: z.object({ x: z.number(), y: z.number() }).optional().describe('Where, in units of the field.'),
  what: z.string().optional().describe("More of it, in the game's own word."),
});

export const report = z
  .object({
    version: z.int().describe("Of the report's form."),
    tickRate: z.int().describe('Ticks a second.'),
    ticks: tick.describe('How long the match was.'),
    outcome: z.object({ ranks: z.array(z.int()).describe('By seat; 1 is the best, equals tie.'), reason: z.string() }),
    timeline: z.array(timelineEvent),
    evaluation: z
      .array(z.object({ tick, chances: z.array(chance).describe("Each seat's to come out best, in thousandths.") }))
      .describe('At most 300 samples, evenly chosen.'),
    keyMoments: z.array(
      z.object({ from: tick, tick, seconds, seat, before: chance, after: chance, events: z.array(timelineEvent) }),
    ),
    summary: z.array(
      z.object({
        seat,
        made: counts.describe('Events by their kind.'),
        suffered: counts.describe('Events of which it was the target, by their kind.'),
        distance: z.int().optional().describe('Its way in units of the field, respawns left out.'),
        accuracy: z.int().optional().describe('Hits by shots, in thousandths.'),
      }),
    ),
    heatmaps: z.object({
      columns: z.int(),
      rows: z.int(),
      layers: z.array(
        z.object({
          kind: z.string(),
          seat: seat.optional(),
          target: seat.optional(),
          cells: z.array(z.int()).describe('Index (row · columns + column) and count in turn, without the empty ones.'),
        }),
      ),
    }),
  })
  .meta({ id: 'Report' });

export const heatmap = z
  .object({
    columns: z.int(),
    rows: z.int(),
    cells: z.array(z.int()).describe('Row by row, the first row at y = 0.'),
    max: z.int().describe('The highest count of a cell.'),
  })
  .meta({ id: 'Heatmap' });
