// The player's party.
import { endpoint } from '../endpoint.ts';
import { party } from '../shapes/room.ts';

export const getParty = endpoint({
  method: 'get',
  path: '/party',
  summary: "Shows the player's party",
  auth: 'player',
  output: party,
  handler: ({ parties }, { caller }) => parties.get(caller.playerId),
});
