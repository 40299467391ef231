// To which parties a player is invited.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf } from '../paging.ts';
import { date } from '../shapes/common.ts';

export const getPartyInvites = endpoint({
  method: 'get',
  path: '/party/invites',
  summary: 'Lists the parties to which the player is invited, at most 100, the newest first',
  auth: 'player',
  output: pageOf(z.object({ partyId: z.uuid(), leaderId: z.uuid(), invitedAt: date })),
  handler: async ({ parties }, { caller }) => ({ items: await parties.invites(caller.playerId), next: null }),
});
