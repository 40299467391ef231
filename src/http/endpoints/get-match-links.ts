// A player's own links to a match.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { link } from '../shapes/link.ts';
import { pageOf, paging } from '../paging.ts';
import { id } from '../shapes/common.ts';

export const getMatchLinks = endpoint({
  method: 'get',
  path: '/matches/:id/links',
  summary: "Lists the player's own links to a match that still open it, newest first",
  auth: 'player',
  params: id,
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(link),
  handler: ({ links }, { params, query, caller }) => links.list(params.id, caller.playerId, query),
});
