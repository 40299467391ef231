// What a player has achieved, and how far they are.
import { z } from 'zod';
import { playerAchievement } from '../achievement-shapes.ts';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';

export const getPlayerAchievements = endpoint({
  method: 'get',
  path: '/players/:id/achievements',
  summary: "A player's achievements with their progress; hidden ones once they are unlocked",
  auth: 'optional',
  params: id,
  output: z.object({
    items: z.array(playerAchievement),
    /** Hidden ones included. */
    total: z.int(),
    unlocked: z.int(),
    /** What all unlocks are worth, and the rank among all players; null before the first game. */
    points: z.int(),
    rank: z.int().nullable(),
  }),
  handler: ({ achievements }, { params, caller }) => achievements.ofPlayer(params.id, caller?.playerId),
});
