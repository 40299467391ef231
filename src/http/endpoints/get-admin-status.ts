// How the house is.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date } from '../shapes/common.ts';

export const getAdminStatus = endpoint({
  method: 'get',
  path: '/admin/status',
  summary: 'The processes that run, and what waits to be done',
  auth: 'admin',
  output: z.object({
    processes: z.array(z.object({ id: z.int(), runningMatches: z.int() })),
    owed: z
      .object({ matches: z.int(), since: date.nullable() })
      .describe('Finished matches for which something is still to be done, and since when the first of them.'),
    deadLetters: z.int().describe('Steps that were tried in vain.'),
    openCases: z.int(),
    players: z.int(),
    databaseBytes: z.number(),
  }),
  handler: ({ status }) => status.now(),
});
