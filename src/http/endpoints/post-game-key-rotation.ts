// A new key in place of an old one.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { keyParams, newKey } from '../shapes/key.ts';

export const postGameKeyRotation = endpoint({
  method: 'post',
  path: '/games/:id/keys/:keyId/rotate',
  summary: 'Makes a key for the same as another one, which goes on for overlap_seconds; shows it this once',
  auth: 'player',
  params: keyParams,
  body: z.strictObject({
    overlap_seconds: z.int().min(0).max(604_800).default(0).describe('How long the old key goes on.'),
  }),
  refuses: ['forbidden', 'not-found'],
  output: newKey,
  handler: ({ workshop }, { params, body, caller }) =>
    workshop.rotate(params.id, params.keyId, body.overlap_seconds, caller),
});
