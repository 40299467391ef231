// Rooms, seats in them, and the queue, as the HTTP API shows them.

import { z } from 'zod';
import { playerRef } from './shapes.ts';

/** What the SDK's `consumeSeatReservation` takes; good for 15 seconds. */
export const seat = z.object({
  name: z.string(),
  roomId: z.string(),
  sessionId: z.string(),
  processId: z.string().optional(),
  publicAddress: z.string().optional(),
});

export const room = z.object({
  /** The match's, too. */
  id: z.string(),
  game: z.string(),
  mode: z.string(),
  seats: z.int(),
  /** Who is there, or has a seat kept. */
  players: z.int(),
  /** Whether anyone may still take a seat. */
  open: z.boolean(),
});

export const roomId = z.object({ id: z.string().max(100) });

/** As in docs/protocol.md, "Join". */
export const joinWishes = z.strictObject({ seat: z.int().min(0).optional() });
export const roomWishes = joinWishes.extend({
  game: z.string().max(60),
  mode: z.string().max(60).optional(),
  private: z.boolean().optional(),
  bots: z.int().min(0).optional(),
});

export const queueStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({
    state: z.literal('waiting'),
    game: z.string(),
    modes: z.array(z.string()),
    /** Round trips in ms. */
    regions: z.record(z.string(), z.number()),
    waitedSeconds: z.number(),
    /** What a wait was like lately; null where nobody was matched. */
    estimateSeconds: z.number().nullable(),
    /** How many players wait for this game. */
    waiting: z.int(),
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
    /** In the seat of the match that was found, in which others are waited for. */
    state: z.literal('playing'),
    game: z.string(),
    mode: z.string(),
    region: z.string(),
    matchId: z.uuid(),
  }),
]);

const member = playerRef.omit({ id: true }).extend({ playerId: z.uuid() });

export const party = z.object({
  id: z.uuid(),
  leaderId: z.uuid(),
  members: z.array(member),
  invited: z.array(member),
});
