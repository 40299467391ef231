// The shapes of achievements, and of what titles say of theirs (docs/achievements.md).

import { z } from 'zod';
import { date } from './shapes.ts';

const tier = z.enum(['bronze', 'silver', 'gold']);
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be 2 to 40 of a-z, 0-9 and -');

export const titleId = slug;

/** As a title declares one. */
const declaration = z.strictObject({
  id: slug,
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().min(1).max(200),
  tier,
  points: z.int().min(0).max(100),
  hidden: z.boolean().default(false),
});
export const declarations = z.array(declaration).max(100);

/** Of a title, as its servers are told of it. */
export const ownAchievement = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    tier,
    points: z.int(),
    hidden: z.boolean(),
  })
  .meta({ id: 'TitleAchievement' });

export const achievement = ownAchievement
  .extend({
    /** A game or a title; null: of the whole house. */
    game: z.string().nullable(),
    goal: z.int(),
    /** The share of those who have played who have it; null while nobody has played. */
    rarity: z.number().nullable(),
    /** The image of it, on this server. */
    icon: z.string().nullable(),
  })
  .meta({ id: 'Achievement' });

export const playerAchievement = achievement
  .extend({
    /** Of `goal`. */
    progress: z.int(),
    unlockedAt: date.nullable(),
    /** The match that did it; null where that is private, and not for who asks. */
    matchId: z.uuid().nullable(),
  })
  .meta({ id: 'PlayerAchievement' });

/** When something was; not later than now. */
export const timestamp = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
