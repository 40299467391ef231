// The shapes of leaderboards, and what they are asked for with (docs/leaderboards.md).

import { z } from 'zod';
import type { Identity } from '../../services/accounts/access-tokens.ts';
import { next, paging } from '../paging.ts';
import { Problem } from '../problems.ts';
import { playerRef, region, standing } from './common.ts';

/** Which board. */
export const boardChoice = {
  mode: z
    .string()
    .max(40)
    .optional()
    .describe("Left out: the game's default mode; of a title, the one that most have a score in."),
  season: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('Left out: the one of now.'),
  region: region.optional().describe('Those who say that they play there; left out: everybody.'),
};

/** What of it. */
export const boardView = {
  scope: z
    .enum(['all', 'friends'])
    .default('all')
    .describe('`friends`: the caller and their friends, ranked among themselves.'),
  around: z
    .union([z.literal('me'), z.uuid()])
    .optional()
    .describe("Also who is around this player: a player's id, or `me`."),
  ...paging,
};

const view = z.object({ ...boardView, limit: z.number(), scope: z.enum(['all', 'friends']) });

/** What the service is asked; friends and `me` are those of who is signed in. */
export function boardRequest({ scope, around, cursor, limit }: z.infer<typeof view>, caller: Identity | undefined) {
  if (!caller && (scope === 'friends' || around === 'me')) {
    throw new Problem(
      401,
      'unauthorized',
      'Sign in to see yourself or your friends: send Authorization: Bearer <token>.',
    );
  }
  const playerId = caller?.playerId;
  return {
    cursor,
    limit,
    playerId,
    around: around === 'me' ? playerId : around,
    friendsOf: scope === 'friends' ? playerId : undefined,
  };
}

const rank = z.int().describe('From 1; equals share it, and the next one is skipped.');
const score = z
  .number()
  .describe("By which the board is ordered: the rating, the best score, or achievements' points.");
const scored = z.object({ rank, player: playerRef, score });
const rated = standing.extend({ rank, player: playerRef });
const place = {
  players: z.int().describe('On the board, all together.'),
  rank: rank.nullable(),
  percentile: z
    .number()
    .nullable()
    .describe('The percentage of the board that does not stand above this player: 100 for the first; two digits.'),
  score: score.nullable(),
};
const me = z
  .object(place)
  .omit({ players: true })
  .optional()
  .describe("The caller's own place, where somebody is signed in.");

const listOf = <Entry extends z.ZodType>(entry: Entry) => ({
  players: z.int().describe('On the board, all together.'),
  items: z.array(entry),
  next,
  around: z.array(entry).optional().describe('The five above and below the player asked for, and that one.'),
  me,
});

const which = {
  game: z.string(),
  mode: z.string(),
  season: z.int(),
  region: z.string().nullable().describe('Null: of everybody.'),
};
/** Of a game, by rating; of a title, by score. */
export const leaderboard = z.union([
  z.object({ ...which, ...listOf(rated) }),
  z.object({ ...which, ...listOf(scored) }),
]);

export const scoreboard = z.object(listOf(scored));

/** One player's place: of who is not on the board, all is null. */
export const boardPlace = z.union([
  z.object({ ...which, ...place, entry: rated.nullable() }),
  z.object({ ...which, ...place, entry: scored.nullable() }),
]);
