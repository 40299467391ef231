// Whom the player mutes.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { listed } from '../shapes/social.ts';

export const getMutes = endpoint({
  method: 'get',
  path: '/mutes',
  summary: 'Whom the player mutes, the newest first',
  auth: 'player',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(listed),
  handler: ({ blocks }, { query, caller }) => blocks.mutes(caller.playerId, query),
});
