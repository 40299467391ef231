// What players have reported.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { report, reportStatus } from '../shapes/social.ts';

export const getModerationReports = endpoint({
  method: 'get',
  path: '/moderation/reports',
  summary: 'What players have reported of each other, the oldest first',
  auth: 'moderator',
  query: z.object({ status: reportStatus.optional(), player_id: z.uuid().optional(), ...paging }),
  refuses: ['bad-cursor'],
  output: pageOf(report),
  handler: ({ complaints }, { query: { player_id: playerId, ...query } }) => complaints.list({ playerId, ...query }),
});
