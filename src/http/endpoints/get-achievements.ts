// What can be achieved.
import { z } from 'zod';
import { achievement } from '../achievement-shapes.ts';
import { endpoint } from '../endpoint.ts';

export const getAchievements = endpoint({
  method: 'get',
  path: '/achievements',
  summary: 'Lists the achievements of the house, of one of its games or of a title; hidden ones are only counted',
  auth: 'anyone',
  query: z.object({ game: z.string().optional() }),
  output: z.object({ items: z.array(achievement), hidden: z.int() }),
  handler: ({ achievements }, { query }) => achievements.list(query.game),
});
