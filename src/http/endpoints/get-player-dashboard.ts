// What a player's own page begins with, in one document.
import { z } from 'zod';
import { playerAchievement } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { date, id, standing } from '../shapes/common.ts';
import { completion, recentMatch, totals, trend } from '../shapes/statistics.ts';

export const getPlayerDashboard = endpoint({
  method: 'get',
  path: '/players/:id/dashboard',
  summary: "A player's profile, standings, latest matches and unlocks, 30 days, and the achievements that are next",
  auth: 'optional',
  params: id,
  output: z.object({
    player: z.object({ id: z.uuid(), name: z.string(), guest: z.boolean(), bot: z.boolean(), createdAt: date }),
    totals,
    gamesPlayed: z.int(),
    achievements: completion.extend({ points: z.int(), rank: z.int().nullable() }),
    standings: z.array(standing.extend({ game: z.string(), mode: z.string(), season: z.int() })),
    recentMatches: z.array(recentMatch).describe('Those that the caller may see.'),
    recentUnlocks: z.array(playerAchievement),
    nextAchievements: z
      .array(playerAchievement)
      .describe('Nearest to their goals; of those not begun, the least first.'),
    trend,
  }),
  handler: ({ statistics }, { params, caller }) => statistics.dashboard(params.id, caller?.playerId),
});
