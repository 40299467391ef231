// The shapes of share links (docs/protocol.md, "Share a replay").

import { z } from 'zod';
import { date, linkId } from './common.ts';

/** As watch rooms take it. */
export const moment = z.strictObject({
  t: z.int().min(0).max(2_147_483_647).optional().describe('The tick at which it opens; left out: the beginning.'),
  pov: z.int().min(0).max(65_535).optional().describe('The seat from which it is seen; left out: everybody.'),
  speed: z.number().min(0.1).max(64).optional().describe('How many times as fast as it was played.'),
});

export const link = z
  .object({
    id: linkId,
    url: z.string().describe('Of this server; for people to open.'),
    matchId: z.uuid(),
    t: z.int().nullable().describe('The tick at which it opens.'),
    pov: z.int().nullable().describe('The seat from which it is seen.'),
    speed: z.number().nullable().describe('How many times as fast as it was played.'),
    expiresAt: date.nullable().describe('Null: it holds until it is revoked.'),
  })
  .meta({ id: 'Link' });
