// What can be achieved.
import { z } from 'zod';
import { achievement } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';

export const getAchievements = endpoint({
  method: 'get',
  path: '/achievements',
  summary: 'Lists the achievements of the house, of one of its games or of a title; hidden ones are only counted',
  auth: 'anyone',
  query: z.object({ game: gameFilter.describe('A game or a title; left out: the whole house.') }),
  output: z.object({
    items: z.array(achievement),
    hidden: z.int().describe('How many there are beside these, which are shown to who has them.'),
  }),
  handler: ({ achievements }, { query }) => achievements.list(query.game),
});
