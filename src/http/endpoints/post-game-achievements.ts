// A title declares achievements.
import { z } from 'zod';
import { declarations } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';

export const postGameAchievements = endpoint({
  method: 'post',
  path: '/games/:id/achievements',
  summary: "Adds achievements to the key's title, and changes those that it has; what was unlocked keeps its points",
  auth: 'title:achievements',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ achievements: declarations.min(1) }),
  refuses: ['forbidden', 'storage-full', 'too-many-points'],
  output: 'nothing',
  handler: ({ titles }, { params, body, caller }) => titles.declare(params.id, body.achievements, caller),
});
