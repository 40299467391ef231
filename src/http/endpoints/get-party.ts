// The player's party.
import { endpoint } from '../endpoint.ts';
import { party } from '../room-shapes.ts';

export const getParty = endpoint({
  method: 'get',
  path: '/party',
  summary: "Shows the player's party",
  auth: 'player',
  output: party,
  handler: ({ parties }, { caller }) => parties.get(caller.playerId),
});
