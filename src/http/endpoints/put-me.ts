// A player changes what others see of them.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { ownProfile, playerName } from '../shapes.ts';

export const putMe = endpoint({
  method: 'put',
  path: '/players/me',
  summary: 'Changes the name; rooms know it from the next access token on',
  auth: 'player',
  body: z.strictObject({ name: playerName }),
  output: ownProfile,
  handler: ({ players }, { body, caller }) => players.rename(caller.playerId, body.name),
});
