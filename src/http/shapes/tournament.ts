// Shapes of what is told of tournaments.

import { z } from 'zod';
import { date, playerRef } from './common.ts';

export const format = z.enum(['single_elimination', 'round_robin', 'swiss', 'arena']);
export const status = z.enum(['open', 'running', 'finished', 'cancelled']);
const points = z.number().multipleOf(0.5).describe('In halves.');

export const tournament = z
  .object({
    id: z.uuid(),
    name: z.string(),
    game: z.string(),
    mode: z.string(),
    format,
    status,
    rated: z.boolean(),
    listed: z.boolean().describe('False: for whoever has its id.'),
    entrants: z.int().describe('How many are in it, without those who have withdrawn.'),
    maxEntrants: z.int(),
    rounds: z.int().nullable().describe('Of a Swiss: as announced; null where the entrants decide.'),
    minutes: z.int().nullable().describe('Of an arena: how long it goes on.'),
    waitSeconds: z.int().describe('How long a match waits for its players.'),
    round: z.int().describe('The latest that was paired; 0 before the start.'),
    startsAt: date,
    startedAt: date.nullable(),
    finishedAt: date.nullable(),
  })
  .meta({ id: 'Tournament' });

export const standing = z
  .object({
    rank: z.int().describe('Shared by those between whom nothing decides.'),
    player: playerRef,
    points,
    wins: z.int().describe('Of these three: games, and those for which somebody did not appear.'),
    draws: z.int(),
    losses: z.int(),
    tieBreaks: z
      .array(z.object({ name: z.string(), value: z.number() }))
      .describe('In the order in which they decide.'),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'TournamentStanding' });

export const tournamentMatch = z
  .object({
    round: z.int(),
    board: z.int(),
    players: z.array(playerRef).describe('In the order of seats; who has a bye is alone.'),
    result: z
      .enum(['played', 'forfeit', 'unplayed', 'voided', 'bye'])
      .nullable()
      .describe('Null while it is to be played.'),
    points: z.array(points).nullable().describe('In the order of `players`.'),
    matchId: z
      .uuid()
      .nullable()
      .describe(
        'Of its room: `joinById(matchId)` takes the seat. Null while there is none, and where it is private, and not for who asks.',
      ),
  })
  .meta({ id: 'TournamentMatch' });
