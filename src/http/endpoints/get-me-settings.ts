// What the player lets others do.
import { endpoint } from '../endpoint.ts';
import { settings } from '../shapes/social.ts';

export const getMeSettings = endpoint({
  method: 'get',
  path: '/players/me/settings',
  summary: 'Who sees what the player is doing, and who may write to them',
  auth: 'player',
  output: settings,
  handler: ({ settings }, { caller }) => settings.get(caller.playerId),
});
