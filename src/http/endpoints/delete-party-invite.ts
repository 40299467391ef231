// Declines an invitation into a party.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const deletePartyInvite = endpoint({
  method: 'delete',
  path: '/party/invites/:partyId',
  summary: 'Declines an invitation into a party',
  auth: 'player',
  params: z.object({ partyId: z.uuid() }),
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ parties }, { params, caller }) => parties.decline(caller.playerId, params.partyId),
});
