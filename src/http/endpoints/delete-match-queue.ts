// Gives up the place in the queue.
import { endpoint } from '../endpoint.ts';

export const deleteMatchQueue = endpoint({
  method: 'delete',
  path: '/match/queue',
  summary: "Gives up the player's place, and with it the party's; also a match that was found",
  auth: 'player',
  output: 'nothing',
  handler: ({ queue }, { caller }) => queue.leave(caller.playerId),
});
