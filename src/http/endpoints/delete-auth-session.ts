// Sign-out of one session, from any other.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteAuthSession = endpoint({
  method: 'delete',
  path: '/auth/sessions/:id',
  summary: "Ends one of the player's sessions",
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ sessions }, { params, caller }) => sessions.end(caller.playerId, params.id),
});
