// Unlocks achievements of a title.
import { z } from 'zod';
import { ownAchievement, timestamp } from '../shapes/achievement.ts';
import { endpoint } from '../endpoint.ts';
import { answerEach, oneOrMany, oneOrManyAnswers } from '../one-or-many.ts';
import { date } from '../shapes/common.ts';

export const postAchievementsUnlock = endpoint({
  method: 'post',
  path: '/achievements/unlock',
  summary: "Unlocks achievements of the key's title: one, or a list of up to 1,000",
  auth: 'title:unlocks',
  bodyLimit: '256kb',
  body: oneOrMany(
    z
      .strictObject({
        player_id: z.uuid(),
        achievement_id: z.string().describe('As the title declared it.'),
        timestamp: timestamp.optional(),
      })
      .transform(({ player_id, achievement_id, timestamp }) => {
        return { playerId: player_id, achievementId: achievement_id, at: timestamp };
      }),
  ),
  refuses: ['not-found'],
  output: oneOrManyAnswers({
    achievement: ownAchievement.extend({ unlockedAt: date }),
    new_rank: z.int().describe('Among all, by the points of achievements; equals share it.'),
  }),
  async handler({ titles }, { body, caller }) {
    const results = await titles.unlock(caller.titleId, body.items);
    const answers = results.map((result) => {
      return typeof result === 'string' ? result : { achievement: result.achievement, new_rank: result.newRank };
    });
    return answerEach(body, answers);
  },
});
