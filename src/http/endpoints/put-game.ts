// A title gets another name, or another full score.
import { z } from 'zod';
import { fullScore } from '../shapes/achievement.ts';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';
import { shownName } from '../shapes/common.ts';

export const putGame = endpoint({
  method: 'put',
  path: '/games/:id',
  summary: 'Changes the name of a title, or its full score, by which scores count that come from then on',
  auth: 'player',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ title: shownName(60, 'Pinball').optional(), full_score: fullScore.optional() }),
  refuses: ['forbidden', 'not-found'],
  output: z.object({ id: z.string(), title: z.string(), full_score: z.number() }),
  async handler({ workshop }, { params, body: { full_score, title }, caller }) {
    const made = await workshop.change(params.id, { title, fullScore: full_score }, caller);
    return made instanceof Refused ? made : { ...made, full_score: made.fullScore };
  },
});
