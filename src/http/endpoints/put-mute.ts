// Mutes a player.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const putMute = endpoint({
  method: 'put',
  path: '/mutes/:id',
  summary: 'Mutes a player, who is not told: what they say in rooms is not shown to the caller',
  auth: 'player',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ blocks }, { params, caller }) => blocks.mute(caller.playerId, params.id),
});
