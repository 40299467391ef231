// Creates a room, as the SDK's `create` does.
import { endpoint } from '../endpoint.ts';
import { roomWishes, seat } from '../shapes/room.ts';

export const postRooms = endpoint({
  method: 'post',
  path: '/rooms',
  summary: 'Creates a room of a game, and keeps a seat in it for 15 seconds',
  auth: 'player',
  created: '/rooms/{roomId}',
  refuses: ['not-found', 'room-closed', 'too-many-rooms', 'wrong-options'],
  body: roomWishes,
  output: seat,
  handler: ({ rooms }, { body: { game, ...options }, caller }) => rooms.create(game, options, caller),
});
