// The shapes of titles' keys (docs/admin.md).

import { z } from 'zod';
import { titleScopes } from '../../services/titles/keys.ts';
import { date } from './common.ts';

const scope = z.enum(titleScopes);
export const scopes = z
  .array(scope)
  .min(1)
  .max(titleScopes.length)
  .refine((given) => new Set(given).size === given.length, 'names one twice')
  .describe('What the key is good for.');

export const newKey = z.object({
  id: z.uuid(),
  key: z.string().describe('Shown this once: keep it.'),
  scopes: z.array(scope),
});

export const knownKey = z.object({
  id: z.uuid(),
  scopes: z.array(scope),
  createdAt: date,
  revokedAt: date.nullable().describe('From when on it is worth nothing; may be to come. Null: it is in force.'),
});

export const keyParams = z.object({ id: z.string(), keyId: z.uuid() });
