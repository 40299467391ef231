// Who is kept out.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { playerRef } from '../shapes/common.ts';
import { ban } from '../shapes/staff.ts';

export const getAdminBans = endpoint({
  method: 'get',
  path: '/admin/bans',
  summary: 'The bans that are in force, newest first',
  auth: 'moderator',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(ban.extend({ player: playerRef })),
  handler: ({ moderation }, { query }) => moderation.banned(query),
});
