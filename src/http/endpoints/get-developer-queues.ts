// How the queues do.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

const figure = z.number().nullable();

export const getDeveloperQueues = endpoint({
  method: 'get',
  path: '/developer/queues',
  summary: 'Shows who waits, and how long the waits and how even the matches of the last hours were',
  auth: 'developer',
  query: z.object({ hours: z.coerce.number().int().min(1).max(720).default(24).describe('How far back.') }),
  output: z.object({
    waiting: z.array(z.object({ game: z.string(), players: z.int(), longestSeconds: z.number() })),
    made: z.array(
      z.object({
        game: z.string(),
        mode: z.string(),
        region: z.string(),
        matches: z.int(),
        withBots: z.int(),
        waitMedian: z.number().describe('In seconds.'),
        waitP95: z.number().describe('In seconds.'),
        spreadMedian: figure.describe('Between the highest and the lowest rating of a match, of those without bots.'),
        spreadP95: figure,
        rttMedian: z.number().describe('The worst round trip of a match, in ms.'),
        rttP95: z.number(),
      }),
    ),
  }),
  handler: ({ queue }, { query }) => queue.figures(query.hours),
});
