// The shapes of achievements, and of what titles say of theirs (docs/achievements.md).

import { z } from 'zod';
import { date, moment } from './common.ts';

const tier = z.enum(['bronze', 'silver', 'gold']);
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be 2 to 40 of a-z, 0-9 and -')
  .meta({ examples: ['pinball'] });

export const titleId = slug;

export const fullScore = z.number().positive().describe('Worth 2,400 points; others by their share of it.');

/** As a title declares one. */
const declaration = z.strictObject({
  id: slug,
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().min(1).max(200),
  tier,
  points: z.int().min(0).max(100).describe('On the leaderboard of achievements; of a title, 1,000 together.'),
  hidden: z.boolean().default(false).describe('Not shown to who has not unlocked it.'),
});
export const declarations = z.array(declaration).max(100);

/** Of a title, as its servers are told of it. */
export const ownAchievement = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    tier,
    points: z.int().describe('What an unlock is worth on the leaderboard of achievements.'),
    hidden: z.boolean().describe('Not shown to who has not unlocked it.'),
  })
  .meta({ id: 'TitleAchievement' });

export const achievement = ownAchievement
  .extend({
    game: z.string().nullable().describe('A game or a title; null: of the whole house.'),
    goal: z.int().describe('How much `progress` unlocks it; 1 where it is done or not.'),
    rarity: z
      .number()
      .nullable()
      .describe('The share of those who have played who have it, from 0 to 1; null while nobody has played.'),
    icon: z.string().nullable().describe('The image of it, on this server.'),
  })
  .meta({ id: 'Achievement' });

export const playerAchievement = achievement
  .extend({
    description: z.string().nullable().describe('Null: it is hidden, and who asks has not unlocked it.'),
    progress: z.int().describe('Of `goal`.'),
    unlockedAt: date.nullable().describe('Null: not yet.'),
    matchId: z.uuid().nullable().describe('The match that did it; null where that is private, and not for who asks.'),
  })
  .meta({ id: 'PlayerAchievement' });

export const timestamp = moment.describe('When it was; one to come counts as now. Left out: now.');
