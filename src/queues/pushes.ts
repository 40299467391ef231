// What players are told over the room `me` the moment it happens: the contract between whoever does it and their clients.

import { z } from 'zod';
import { notification } from './notifications.ts';

export const push = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('achievement.unlocked'),
    achievement: z.string(),
    points: z.int(),
    matchId: z.uuid().nullable(),
  }),
  z.object({
    type: z.literal('leaderboard.updated'),
    game: z.string(),
    mode: z.string(),
    season: z.int(),
    /** The player's own, before and after; null before the first match. */
    before: z.int().nullable(),
    rank: z.int(),
  }),
  z.object({
    /** Of a friend, as the player may see it. */
    type: z.literal('presence.changed'),
    playerId: z.uuid(),
    status: z.enum(['offline', 'online', 'watching', 'queueing', 'playing']),
    matchId: z.uuid().nullable(),
  }),
  notification.extend({ type: z.literal('notification') }),
  z.object({
    /** A direct one; to both who are part of it, on all their devices. */
    type: z.literal('message'),
    id: z.string(),
    from: z.object({ id: z.uuid(), name: z.string() }),
    toId: z.uuid(),
    emote: z.boolean(),
    text: z.string(),
    at: z.string(),
  }),
  z.object({
    type: z.literal('tournament.round'),
    tournamentId: z.uuid(),
    round: z.int(),
    game: z.string(),
    /** `joinById(roomId)` takes the seat, until `joinBy`. */
    roomId: z.uuid(),
    joinBy: z.iso.datetime(),
    seat: z.int(),
    opponent: z.object({ id: z.uuid(), name: z.string() }),
  }),
  z.object({ type: z.literal('tournament.finished'), tournamentId: z.uuid(), rank: z.int() }),
  /** Too few came, or somebody who may has cancelled it. */
  z.object({ type: z.literal('tournament.cancelled'), tournamentId: z.uuid() }),
  /** The queue has made a match: a seat in it is to be had from GET /match/status, or by joining the room by this id. */
  z.object({
    type: z.literal('match.found'),
    matchId: z.uuid(),
    game: z.string(),
    mode: z.string(),
    region: z.string(),
  }),
  /** Not everyone came. `requeued`: the player waits again, at the former place. */
  z.object({ type: z.literal('match.cancelled'), matchId: z.uuid(), requeued: z.boolean() }),
  z.object({ type: z.literal('party.invited'), partyId: z.uuid(), leaderId: z.uuid() }),
  z.object({ type: z.literal('party.changed'), partyId: z.uuid() }),
]);

export type Push = z.infer<typeof push>;
