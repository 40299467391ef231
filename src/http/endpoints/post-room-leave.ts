// Leaves a room for good.
import { endpoint } from '../endpoint.ts';
import { roomId } from '../shapes/room.ts';

export const postRoomLeave = endpoint({
  method: 'post',
  path: '/rooms/:id/leave',
  summary: "Closes the player's connection to a room, and leaves its match as the client itself would",
  auth: 'player',
  refuses: ['not-found'],
  params: roomId,
  output: 'nothing',
  handler: ({ rooms }, { params, caller }) => rooms.leave(params.id, caller.playerId),
});
