// What a page needs to subscribe to Web Push.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const getPush = endpoint({
  method: 'get',
  path: '/push',
  summary: 'The public key that a browser subscribes to Web Push with, its applicationServerKey',
  auth: 'anyone',
  output: z.object({ publicKey: z.string().describe('A point of P-256, uncompressed, in base64url.') }),
  handler: async ({ webPush }) => ({ publicKey: webPush.publicKey }),
});
