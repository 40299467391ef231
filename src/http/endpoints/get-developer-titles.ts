// The titles of a developer.
import { z } from 'zod';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date, playerRef } from '../shapes/common.ts';

export const getDeveloperTitles = endpoint({
  method: 'get',
  path: '/developer/titles',
  summary: 'The titles that you look after; to admins, all',
  auth: 'developer',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(
    z.object({
      id: z.string(),
      title: z.string(),
      full_score: z.number().describe('Worth 2,400 points.'),
      createdAt: date,
      developers: z.array(playerRef),
    }),
  ),
  async handler({ workshop }, { query, caller }) {
    const page = await workshop.titles(caller, query);
    if (page instanceof Refused) return page;
    return { ...page, items: page.items.map(({ fullScore, ...title }) => ({ ...title, full_score: fullScore })) };
  },
});
