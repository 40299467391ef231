// Takes a seat in a room, as the SDK's `joinById` does.
import { endpoint } from '../endpoint.ts';
import { joinWishes, roomId, seat } from '../shapes/room.ts';

export const postRoomJoin = endpoint({
  method: 'post',
  path: '/rooms/:id/join',
  summary: 'Keeps a seat in a room for 15 seconds, in which the SDK takes it with consumeSeatReservation',
  auth: 'player',
  refuses: ['not-found', 'room-closed', 'wrong-options'],
  params: roomId,
  body: joinWishes,
  output: seat,
  handler: ({ rooms }, { params, body, caller }) => rooms.join(params.id, body, caller),
});
