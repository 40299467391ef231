// What two players have written to each other.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { id } from '../shapes/common.ts';
import { message } from '../shapes/social.ts';

export const getPlayerMessages = endpoint({
  method: 'get',
  path: '/messages/:id',
  summary: 'What the player and the one of this id have written to each other, the newest first',
  auth: 'player',
  params: id,
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(message),
  handler: ({ conversations }, { params, query, caller }) => conversations.history(caller.playerId, params.id, query),
});
