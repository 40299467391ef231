// The titles of a developer.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, playerRef } from '../shapes.ts';

export const getDeveloperTitles = endpoint({
  method: 'get',
  path: '/developer/titles',
  summary: 'The titles that you look after; to admins, all',
  auth: 'developer',
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        full_score: z.number().describe('Worth 2,400 points.'),
        createdAt: date,
        developers: z.array(playerRef),
      }),
    ),
  }),
  async handler({ workshop }, { caller }) {
    const titles = await workshop.titles(caller);
    return { items: titles.map(({ fullScore, ...title }) => ({ ...title, full_score: fullScore })) };
  },
});
