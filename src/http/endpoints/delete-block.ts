// Takes a player off the list.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteBlock = endpoint({
  method: 'delete',
  path: '/blocks/:id',
  summary: 'Unblocks a player',
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ blocks }, { params, caller }) => blocks.unblock(caller.playerId, params.id),
});
