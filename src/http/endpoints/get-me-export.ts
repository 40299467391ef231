// What is kept about a player, for them.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const getMeExport = endpoint({
  method: 'get',
  path: '/players/me/export',
  summary: 'What is kept about the player who asks',
  auth: 'player',
  // It reads a whole history.
  rate: 'auth',
  output: z.looseObject({ id: z.uuid() }),
  handler: ({ personalData }, { caller }) => personalData.export(caller.playerId),
});
