// A player changes what others see of them.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { ownProfile, playerName, region } from '../shapes.ts';

export const putMe = endpoint({
  method: 'put',
  path: '/players/me',
  summary: 'Changes the name, which rooms know from the next access token on, or the region on whose boards one stands',
  auth: 'player',
  body: z.strictObject({ name: playerName.optional(), region: region.nullable().optional() }),
  output: ownProfile,
  handler: ({ players }, { body, caller }) => players.change(caller.playerId, body),
});
