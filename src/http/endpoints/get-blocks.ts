// Whom the player blocks.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { listed } from '../shapes/social.ts';

export const getBlocks = endpoint({
  method: 'get',
  path: '/blocks',
  summary: 'Whom the player blocks, the newest first',
  auth: 'player',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(listed),
  handler: ({ blocks }, { query, caller }) => blocks.blocks(caller.playerId, query),
});
