// Takes a player off the list.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteMute = endpoint({
  method: 'delete',
  path: '/mutes/:id',
  summary: 'Unmutes a player',
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ blocks }, { params, caller }) => blocks.unmute(caller.playerId, params.id),
});
