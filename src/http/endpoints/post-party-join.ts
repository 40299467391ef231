// Takes an invitation into a party.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { party } from '../shapes/room.ts';

export const postPartyJoin = endpoint({
  method: 'post',
  path: '/party/join',
  summary: 'Joins a party to which the player is invited',
  auth: 'player',
  refuses: ['not-found', 'not-together'],
  body: z.strictObject({ partyId: z.uuid() }),
  output: party,
  handler: ({ parties }, { body, caller }) => parties.join(caller.playerId, body.partyId),
});
