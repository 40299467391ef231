// A key that shall be worth nothing.
import { endpoint } from '../endpoint.ts';
import { keyParams } from '../shapes/key.ts';

export const deleteGameKey = endpoint({
  method: 'delete',
  path: '/games/:id/keys/:keyId',
  summary: 'Revokes a key: it is worth nothing from the next request on',
  auth: 'player',
  params: keyParams,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ workshop }, { params, caller }) => workshop.revoke(params.id, params.keyId, caller),
});
