// The shapes of assets (docs/storage.md).

import { z } from 'zod';
import { date } from './common.ts';

export const assetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be 1 to 60 of a-z, 0-9 and -')
  .describe('As an achievement of the game is called: it is its icon.');

export const asset = z.object({
  name: z.string(),
  url: z.string().describe('On this server; what it answers never changes.'),
  updatedAt: date,
});
