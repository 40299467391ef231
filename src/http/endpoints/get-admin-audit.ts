// What staff, developers and operators have done.
import { z } from 'zod';
import { auditActions } from '../../services/audit.ts';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date } from '../shapes/common.ts';

const entry = z.object({
  id: z.int(),
  at: date,
  actor: z.string().describe("The role that did it; `title`: a title's server, `operator`: a command."),
  actorId: z.string().nullable().describe('Of the player or the title.'),
  action: z.enum(auditActions),
  target: z.string().describe('What it was done to: an id, mostly.'),
  details: z.looseObject({}),
});

export const getAdminAudit = endpoint({
  method: 'get',
  path: '/admin/audit',
  summary: 'Lists what staff, developers and operators have done, newest first',
  auth: 'admin',
  query: z.object({
    action: z.enum(auditActions).optional(),
    actor_id: z.string().max(100).optional(),
    target: z.string().max(200).optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(entry),
  handler: ({ audit }, { query: { actor_id: actorId, ...query } }) => audit.list({ actorId, ...query }),
});
