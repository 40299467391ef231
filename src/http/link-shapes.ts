// The shapes of share links (docs/protocol.md, "Share a replay").

import { z } from 'zod';
import { date, linkId } from './shapes.ts';

/** A tick, a seat, and how fast: as watch rooms take them. */
export const moment = z.strictObject({
  t: z.int().min(0).max(2_147_483_647).optional(),
  pov: z.int().min(0).max(65_535).optional(),
  speed: z.number().min(0.1).max(64).optional(),
});

export const link = z
  .object({
    id: linkId,
    /** Of this server; for people to open. */
    url: z.string(),
    matchId: z.uuid(),
    t: z.int().nullable(),
    pov: z.int().nullable(),
    speed: z.number().nullable(),
    expiresAt: date.nullable(),
  })
  .meta({ id: 'Link' });
