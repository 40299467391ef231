// Founds a party.
import { endpoint } from '../endpoint.ts';
import { party } from '../shapes/room.ts';

export const postParty = endpoint({
  method: 'post',
  path: '/party',
  summary: 'Makes a party that the player leads; who is in one already is shown that one',
  auth: 'player',
  output: party,
  handler: ({ parties }, { caller }) => parties.create(caller.playerId),
});
