// Shapes of what is told of tournaments.

import { z } from 'zod';
import { date, playerRef } from './shapes.ts';

export const format = z.enum(['single_elimination', 'round_robin', 'swiss', 'arena']);
export const status = z.enum(['open', 'running', 'finished', 'cancelled']);
const points = z.number().multipleOf(0.5);

export const tournament = z
  .object({
    id: z.uuid(),
    name: z.string(),
    game: z.string(),
    mode: z.string(),
    format,
    status,
    rated: z.boolean(),
    listed: z.boolean(),
    /** How many are in it, without those who have withdrawn. */
    entrants: z.int(),
    maxEntrants: z.int(),
    /** Of a Swiss: as announced; null where the entrants decide. */
    rounds: z.int().nullable(),
    /** Of an arena. */
    minutes: z.int().nullable(),
    /** How long a match waits for its players. */
    waitSeconds: z.int(),
    /** The latest that was paired; 0 before the start. */
    round: z.int(),
    startsAt: date,
    startedAt: date.nullable(),
    finishedAt: date.nullable(),
  })
  .meta({ id: 'Tournament' });

export const standing = z
  .object({
    /** Shared by those between whom nothing decides. */
    rank: z.int(),
    player: playerRef,
    points,
    wins: z.int(),
    draws: z.int(),
    losses: z.int(),
    /** In the order in which they decide. */
    tieBreaks: z.array(z.object({ name: z.string(), value: z.number() })),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'TournamentStanding' });

export const tournamentMatch = z
  .object({
    round: z.int(),
    board: z.int(),
    /** In the order of seats; who has a bye is alone. */
    players: z.array(playerRef),
    /** Null while it is to be played. */
    result: z.enum(['played', 'forfeit', 'unplayed', 'voided', 'bye']).nullable(),
    points: z.array(points).nullable(),
    /** Of its room: `joinById(matchId)` takes the seat. Null while there is none, and where it is private, and not for who asks. */
    matchId: z.uuid().nullable(),
  })
  .meta({ id: 'TournamentMatch' });
