// Takes somebody out of the party.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const deletePartyPlayer = endpoint({
  method: 'delete',
  path: '/party/players/:playerId',
  summary: 'Takes a member out of the party that the player leads, or an invitation back',
  auth: 'player',
  params: z.object({ playerId: z.uuid() }),
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ parties }, { params, caller }) => parties.remove(caller.playerId, params.playerId),
});
