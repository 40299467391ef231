// Leaves the party.
import { endpoint } from '../endpoint.ts';

export const deleteParty = endpoint({
  method: 'delete',
  path: '/party',
  summary: 'Leaves the party; when its leader does, it is no more',
  auth: 'player',
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ parties }, { caller }) => parties.leave(caller.playerId),
});
