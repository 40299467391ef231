// The player changes what others may do.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { settings } from '../shapes/social.ts';

export const putMeSettings = endpoint({
  method: 'put',
  path: '/players/me/settings',
  summary: 'Changes who sees what the player is doing, or who may write to them; what is left out stays',
  auth: 'player',
  body: z.strictObject(settings.shape).partial(),
  output: settings,
  handler: ({ settings }, { body, caller }) => settings.change(caller.playerId, body),
});
