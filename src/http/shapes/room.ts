// Rooms, seats in them, and the queue, as the HTTP API shows them.

import { z } from 'zod';
import { playerRef } from './common.ts';

export const seat = z
  .object({
    name: z.string(),
    roomId: z.string(),
    sessionId: z.string(),
    processId: z.string().optional(),
    publicAddress: z.string().optional(),
  })
  .describe("What the SDK's `consumeSeatReservation` takes; good for 15 seconds.");

export const room = z.object({
  id: z.string().describe("The match's, too."),
  game: z.string(),
  mode: z.string(),
  seats: z.int(),
  players: z.int().describe('Who is there, or has a seat kept.'),
  open: z.boolean().describe('Whether anyone may still take a seat.'),
});

export const roomId = z.object({ id: z.string().max(100) });

/** As in docs/protocol.md, "Join". */
export const joinWishes = z.strictObject({
  seat: z.int().min(0).optional().describe('The wished one; left out: any that is free.'),
});
export const roomWishes = joinWishes.extend({
  game: z
    .string()
    .max(60)
    .meta({ examples: ['chess'] }),
  mode: z
    .string()
    .max(60)
    .optional()
    .meta({ description: "Left out: the game's default mode.", examples: ['blitz'] }),
  private: z.boolean().optional().describe('Listed nowhere: open to whoever has its id.'),
  bots: z.int().min(0).optional().describe('How many seats bots take, at once.'),
});

export const queueStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({
    state: z.literal('waiting'),
    game: z.string(),
    modes: z.array(z.string()),
    regions: z.record(z.string(), z.number()).describe('Round trips in ms, by region.'),
    waitedSeconds: z.number().describe('Until now.'),
    estimateSeconds: z.number().nullable().describe('What a wait was like lately; null where nobody was matched.'),
    waiting: z.int().describe('How many players wait for this game.'),
  }),
  z.object({
    state: z.literal('found'),
    game: z.string(),
    mode: z.string(),
    region: z.string(),
    matchId: z.uuid(),
    seat,
  }),
  z.object({
    state: z.literal('playing').describe('In the seat of the match that was found, in which others are waited for.'),
    game: z.string(),
    mode: z.string(),
    region: z.string(),
    matchId: z.uuid(),
  }),
]);

const member = playerRef.omit({ id: true }).extend({ playerId: z.uuid() });

export const party = z.object({
  id: z.uuid(),
  leaderId: z.uuid().describe('Who invites, and queues for all.'),
  members: z.array(member),
  invited: z.array(member),
});
