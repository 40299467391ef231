// What a player has achieved, and how far they are.
import { z } from 'zod';
import { playerAchievement } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const getPlayerAchievements = endpoint({
  method: 'get',
  path: '/players/:id/achievements',
  summary:
    "A player's achievements with their progress; hidden ones once they are unlocked, and for what to who has them, too",
  auth: 'optional',
  params: id,
  output: z.object({
    items: z.array(playerAchievement),
    total: z.int().describe('Hidden ones included.'),
    unlocked: z.int(),
    points: z.int().describe('What all unlocks are worth.'),
    rank: z.int().nullable().describe('By those points among all players; null where there are none.'),
  }),
  handler: ({ achievements }, { params, caller }) => achievements.ofPlayer(params.id, caller?.playerId),
});
