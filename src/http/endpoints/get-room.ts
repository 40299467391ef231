// One room.
import { endpoint } from '../endpoint.ts';
import { room, roomId } from '../shapes/room.ts';

export const getRoom = endpoint({
  method: 'get',
  path: '/rooms/:id',
  summary: 'Shows a room; whoever has the id of a private one is invited',
  auth: 'anyone',
  params: roomId,
  output: room,
  handler: ({ rooms }, { params }) => rooms.get(params.id),
});
