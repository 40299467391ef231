// What a player asks of the queue, over a room or over HTTP.

import { z } from 'zod';

export const queueRequest = z.strictObject({
  game: z.string().max(60),
  modes: z
    .union([z.literal('any'), z.array(z.string().max(60)).min(1).max(20)])
    .optional()
    .describe("Any of these will do; left out: the game's default mode. `any`: whichever mode fills first."),
  regions: z
    .record(z.string().max(60), z.number().min(0).max(10_000))
    .optional()
    .describe("Round trips in ms, by region, as measured; left out: the player's own region."),
  bots: z.boolean().default(true).describe('Whether bots will do where nobody is found, in modes that allow it.'),
  party: z.boolean().default(false).describe('For the whole party; only its leader asks.'),
});

export type QueueRequest = z.infer<typeof queueRequest>;
