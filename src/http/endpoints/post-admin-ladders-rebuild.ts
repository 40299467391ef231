// Counts ratings anew.
import { z } from 'zod';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';

export const postAdminLaddersRebuild = endpoint({
  method: 'post',
  path: '/admin/ladders/rebuild',
  summary: 'Counts the verified results of these ladders anew, beside the live ratings, and then replaces those',
  auth: 'admin',
  body: z.strictObject({
    game: z.string(),
    mode: z.string().optional().describe('Left out: all modes, in all seasons.'),
  }),
  refuses: ['not-found'],
  output: z.object({ ladders: z.int() }),
  async handler({ ladders, rebuilds }, { body, caller }) {
    const found = await ladders.list(body);
    if (found.length === 0) return new Refused('not-found', 'There is no such ladder: none of its matches was rated.');
    await rebuilds.begin(found, caller);
    return { ladders: found.length };
  },
});
