// Counts what is yet to be counted for the player who asks.
import { z } from 'zod';
import { achievement } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const postAchievementsCheck = endpoint({
  method: 'post',
  path: '/achievements/check/:id',
  summary: "Counts achievements that are new over the player's own history; answers with what that has unlocked",
  auth: 'player',
  params: id,
  refuses: ['forbidden'],
  output: z.object({ unlocked: z.array(achievement) }),
  handler: ({ achievements }, { params, caller }) => achievements.check(params.id, caller),
});
