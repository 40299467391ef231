// The shapes of leaderboards, and what they are asked for with (docs/leaderboards.md).

import { z } from 'zod';
import type { Identity } from '../services/access-tokens.ts';
import { paging } from './paging.ts';
import { Problem } from './problems.ts';
import { playerRef, region, standing } from './shapes.ts';

/** Which board. */
export const boardChoice = {
  mode: z.string().max(40).optional(),
  season: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  region: region.optional(),
};

/** What of it. */
export const boardView = {
  scope: z.enum(['all', 'friends']).default('all'),
  around: z.union([z.literal('me'), z.uuid()]).optional(),
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

const rank = z.int();
const scored = z.object({ rank, player: playerRef, score: z.number() });
const rated = standing.extend({ rank, player: playerRef });
const place = {
  players: z.int(),
  rank: rank.nullable(),
  percentile: z.number().nullable(),
  score: z.number().nullable(),
};
const me = z.object(place).omit({ players: true }).optional();

const listOf = <Entry extends z.ZodType>(entry: Entry) => ({
  /** On the board, all together. */
  players: z.int(),
  items: z.array(entry),
  next: z.string().nullable(),
  around: z.array(entry).optional(),
  me,
});

const which = { game: z.string(), mode: z.string(), season: z.int(), region: z.string().nullable() };
const ofTitle = { ...which, season: z.null(), region: z.null() };

/** Of a game, by rating; of a title, by score. */
export const leaderboard = z.union([
  z.object({ ...which, ...listOf(rated) }),
  z.object({ ...ofTitle, ...listOf(scored) }),
]);

export const scoreboard = z.object(listOf(scored));

/** One player's place: of who is not on the board, all is null. */
export const boardPlace = z.union([
  z.object({ ...which, ...place, entry: rated.nullable() }),
  z.object({ ...ofTitle, ...place, entry: scored.nullable() }),
]);
