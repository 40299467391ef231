// A title gives up an achievement.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const deleteGameAchievement = endpoint({
  method: 'delete',
  path: '/games/:id/achievements/:achievement',
  summary: 'Retires an achievement of a title that nobody has unlocked, for its servers and developers',
  auth: 'known',
  params: z.object({ id: z.string(), achievement: z.string() }),
  refuses: ['forbidden', 'not-found', 'unlocked'],
  output: 'nothing',
  handler: ({ workshop }, { params, caller }) => workshop.retire(params.id, params.achievement, caller),
});
