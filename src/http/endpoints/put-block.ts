// Blocks a player.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const putBlock = endpoint({
  method: 'put',
  path: '/blocks/:id',
  summary: 'Blocks a player, who is not told: neither can write to, ask or see the other any more; a friendship ends',
  auth: 'player',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ blocks }, { params, caller }) => blocks.block(caller.playerId, params.id),
});
