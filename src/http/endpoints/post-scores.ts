// Takes a title's scores.
import { z } from 'zod';
import { timestamp } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { answerEach, oneOrMany, oneOrManyAnswers } from '../one-or-many.ts';

export const postScores = endpoint({
  method: 'post',
  path: '/scores',
  summary:
    "Takes scores of the key's title: one, or a list of up to 1,000; one that comes again with its id counts once",
  auth: 'title:scores',
  bodyLimit: '256kb',
  body: oneOrMany(
    z
      .strictObject({
        id: z.uuid().optional().describe("Of the player's score, made up by the title: sent again it counts once."),
        player_id: z.uuid(),
        mode: z.string().min(1).max(40).default('classic'),
        score: z.int().min(0).describe("In the title's own unit; the more the better."),
        timestamp: timestamp.optional(),
      })
      .transform(({ player_id, timestamp, ...rest }) => ({ ...rest, playerId: player_id, at: timestamp })),
  ),
  refuses: ['not-found', 'other-score'],
  output: oneOrManyAnswers({ id: z.uuid(), points: z.int().describe('What it is worth: 2,400 for the full score.') }),
  handler: async ({ titles }, { body, caller }) => answerEach(body, await titles.submit(caller.titleId, body.items)),
});
