// What has happened lately.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date, playerRef, seatRank } from '../shapes/common.ts';

const match = z.object({
  kind: z.literal('match'),
  at: date,
  matchId: z.uuid(),
  game: z.string(),
  mode: z.string(),
  rated: z.boolean(),
  reason: z.string().nullable().describe("How it ended, in the game's own word."),
  seats: z.array(z.object({ seat: z.int(), rank: seatRank, player: playerRef })),
});

const score = z.object({
  kind: z.literal('score'),
  at: date,
  player: playerRef,
  game: z.string(),
  mode: z.string(),
  score: z.number(),
  points: z.int(),
  matchId: z.uuid().nullable(),
});

const unlock = z.object({
  kind: z.literal('unlock'),
  at: date,
  player: playerRef,
  achievement: z.string(),
  points: z.int(),
  matchId: z.uuid().nullable(),
});

export const getActivity = endpoint({
  method: 'get',
  path: '/activity',
  summary: 'What everyone may know of: matches that ended, scores, unlocks; newest first',
  auth: 'anyone',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(z.discriminatedUnion('kind', [match, score, unlock])),
  handler: ({ activity }, { query }) => activity.list(query),
});
