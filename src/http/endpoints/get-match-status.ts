// How a player stands with the queue.
import { endpoint } from '../endpoint.ts';
import { queueStatus } from '../shapes/room.ts';

export const getMatchStatus = endpoint({
  method: 'get',
  path: '/match/status',
  summary: 'Tells whether the player waits, and once a match is found, the seat in it; keeps the place',
  auth: 'player',
  output: queueStatus,
  handler: ({ queue }, { caller }) => queue.status(caller),
});
