// Invites a friend into the party.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { party } from '../shapes/room.ts';

export const postPartyInvites = endpoint({
  method: 'post',
  path: '/party/invites',
  summary: 'Invites a friend into the party that the player leads; who is invited already is not told again',
  auth: 'player',
  refuses: ['forbidden', 'not-found', 'not-together', 'too-many-requests'],
  body: z.strictObject({ playerId: z.uuid() }),
  output: party,
  handler: ({ parties }, { body, caller }) => parties.invite(caller.playerId, body.playerId),
});
