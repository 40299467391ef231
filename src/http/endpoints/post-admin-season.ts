// Starts a game's next season.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { moment, season } from '../shapes/common.ts';

export const postAdminSeason = endpoint({
  method: 'post',
  path: '/admin/seasons',
  summary: "Starts a game's next season, now or at a later moment: ratings begin anew, those of before stay readable",
  auth: 'admin',
  body: z.strictObject({
    game: z.string(),
    at: moment.optional().describe('Left out: now.'),
  }),
  created: true,
  refuses: ['not-found', 'season-too-early'],
  output: season,
  handler: ({ seasons }, { body, caller }) => seasons.start(body.game, body.at, caller),
});
