// Who may see a match: everyone, or its players and whom they let in.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

const privacy = z.strictObject({ private: z.boolean() });

export const putMatchPrivacy = endpoint({
  method: 'put',
  path: '/matches/:id/privacy',
  summary: 'Makes a match private, or public again; for its players and staff',
  auth: 'player',
  params: id,
  body: privacy,
  refuses: ['forbidden'],
  output: privacy,
  handler: ({ access }, { params, body, caller }) => access.setPrivate(params.id, caller.playerId, body.private),
});
