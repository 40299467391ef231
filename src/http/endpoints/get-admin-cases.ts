// What detectors of cheating have found.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { caseFile, caseStatus, detector } from '../shapes/staff.ts';

export const getAdminCases = endpoint({
  method: 'get',
  path: '/admin/cases',
  summary: 'Lists cases, the gravest first',
  auth: 'moderator',
  query: z.object({
    status: caseStatus.optional(),
    detector: detector.optional(),
    player_id: z.uuid().optional(),
    match_id: z.uuid().optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(caseFile),
  handler: ({ cases }, { query: { player_id: playerId, match_id: matchId, ...query } }) =>
    cases.page({ playerId, matchId, ...query }),
});
