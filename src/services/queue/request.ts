// What a player asks of the queue, over a room or over HTTP.

import { z } from 'zod';

export const queueRequest = z.strictObject({
  game: z.string().max(60),
  /** Any of these will do; left out: the game's default mode. `any`: a quick match, in whichever mode fills first. */
  modes: z.union([z.literal('any'), z.array(z.string().max(60)).min(1).max(20)]).optional(),
  /** Round trips in ms, by region, as measured; left out: the player's own region. */
  regions: z.record(z.string().max(60), z.number().min(0).max(10_000)).optional(),
  /** Whether bots will do where nobody is found, in modes that allow it. */
  bots: z.boolean().default(true),
  /** For the whole party; only its leader asks. */
  party: z.boolean().default(false),
});

export type QueueRequest = z.infer<typeof queueRequest>;
