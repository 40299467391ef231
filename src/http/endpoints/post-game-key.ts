// Another key for a title's servers.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { newKey, scopes } from '../shapes/key.ts';

export const postGameKey = endpoint({
  method: 'post',
  path: '/games/:id/keys',
  summary: 'Makes a key for a title; the answer is the only one that has it',
  auth: 'player',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ scopes }),
  refuses: ['forbidden', 'not-found', 'storage-full'],
  output: newKey,
  handler: ({ workshop }, { params, body, caller }) => workshop.issue(params.id, body.scopes, caller),
});
