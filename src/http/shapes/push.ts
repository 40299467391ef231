// Shapes of Web Push (docs/social.md).

import { ECDH } from 'node:crypto';
import { z } from 'zod';
import { date } from './common.ts';

/** What a browser's `PushSubscription` is as JSON (W3C Push API). DECISION: not strict: browsers may say more one day. */
export const newSubscription = z.object({
  endpoint: z.string().max(2_048).describe("The push service's address for this browser."),
  expirationTime: z
    .number()
    .nullish()
    .describe('Read by nobody: a service says itself what it does not know any more.'),
  keys: z.object({
    p256dh: z
      .string()
      .regex(/^B[A-Za-z0-9_-]{86}$/, 'must be 65 bytes in base64url')
      .meta({ examples: ['BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'] })
      .refine(isPoint, 'must be a point of P-256')
      .describe("The browser's public key, uncompressed, in base64url."),
    auth: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}$/, 'must be 16 bytes in base64url')
      .meta({ examples: ['BTBZMqHH6r4Tts7J_aSIgg'] })
      .describe("The browser's authentication secret, 16 bytes in base64url."),
  }),
});

export const subscription = z.object({
  id: z.uuid(),
  service: z.string().describe("The push service's host."),
  createdAt: date.describe('When the browser said so last.'),
});

function isPoint(key: string): boolean {
  try {
    ECDH.convertKey(key, 'prime256v1', 'base64url');
    return true;
  } catch {
    return false;
  }
}
