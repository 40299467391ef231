// Queues, without a connection: the place is kept while the client asks for its status.
import { queueRequest } from '../../services/queue/request.ts';
import { endpoint } from '../endpoint.ts';
import { queueStatus } from '../shapes/room.ts';

export const postMatchQueue = endpoint({
  method: 'post',
  path: '/match/queue',
  summary: 'Takes a place in the queue of a game; it is kept while GET /match/status is asked for every few seconds',
  auth: 'player',
  refuses: ['already-queued', 'banned', 'forbidden', 'not-found', 'not-together', 'unknown-region'],
  body: queueRequest,
  output: queueStatus,
  handler: ({ queue }, { body, caller }) => queue.enter(caller, body),
});
