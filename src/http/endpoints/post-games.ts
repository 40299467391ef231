// Registers a title: somebody else's game that uses the house.
import { z } from 'zod';
import { declarations, fullScore, titleId } from '../shapes/achievement.ts';
import { FULL_POINTS } from '../../achievements/points.ts';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';
import { shownName } from '../shapes/common.ts';

export const postGames = endpoint({
  method: 'post',
  path: '/games',
  summary: 'Registers a title; the answer is the only one that has its key',
  auth: 'developer',
  body: z.strictObject({
    id: titleId,
    title: shownName(60, 'Pinball'),
    full_score: fullScore.default(FULL_POINTS),
    achievements: declarations.default([]),
  }),
  created: true,
  refuses: ['title-taken', 'too-many-points'],
  output: z.object({
    id: z.string(),
    title: z.string(),
    full_score: z.number(),
    key: z.object({ id: z.uuid(), key: z.string(), scopes: z.array(z.string()) }),
  }),
  async handler({ titles }, { body: { full_score, ...body }, caller }) {
    const made = await titles.register({ ...body, fullScore: full_score }, caller);
    return made instanceof Refused ? made : { ...made, full_score: made.fullScore };
  },
});
