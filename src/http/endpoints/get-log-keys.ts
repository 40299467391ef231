// The public keys that signed logs (docs/log-format.md), as a JSON Web Key Set.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

const key = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string().describe('As in a signed log.'),
  x: z.string().describe('The key, in base64url.'),
});

export const getLogKeys = endpoint({
  method: 'get',
  path: '/log-keys',
  summary: "The public keys by which finished matches' logs are signed, and were",
  auth: 'anyone',
  output: z.object({ keys: z.array(key) }),
  handler: async ({ logKeys }) => ({ keys: await logKeys.list() }),
});
