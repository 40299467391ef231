// With whom the player has written.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { conversation } from '../shapes/social.ts';

export const getMessages = endpoint({
  method: 'get',
  path: '/messages',
  summary: "The player's conversations, the latest first: the last message of each, and how many are unread",
  auth: 'player',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(conversation),
  handler: ({ conversations }, { query, caller }) => conversations.list(caller.playerId, query),
});
