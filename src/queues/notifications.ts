// What players are told that waits for them until they read it: the contract between whoever tells it and their clients.

import { z } from 'zod';

const player = z.object({ id: z.uuid(), name: z.string() });

/** One kind a line; a client passes over kinds that it does not know. */
const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('friend.requested'), from: player }),
  z.object({ kind: z.literal('friend.accepted'), by: player }),
  z.object({
    kind: z.literal('achievement.unlocked'),
    achievement: z.string(),
    points: z.int(),
    matchId: z.uuid().nullable(),
  }),
  /** What came of a report of the player's; what exactly was done is between the moderators and the other one. */
  z.object({ kind: z.literal('report.resolved'), reportId: z.int(), acted: z.boolean() }),
  z.object({ kind: z.literal('moderation.warned'), reason: z.string() }),
  z.object({ kind: z.literal('moderation.muted'), reason: z.string(), until: z.string().nullable() }),
]);

export type Notice = z.infer<typeof notice>;

export const notification = z.object({
  id: z.string(),
  content: notice,
  createdAt: z.string(),
  readAt: z.string().nullable(),
});

export type NotificationShown = z.infer<typeof notification>;
