// What workers have tried in vain.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { deadLetter } from '../shapes/staff.ts';

export const getAdminDeadLetters = endpoint({
  method: 'get',
  path: '/admin/dead-letters',
  summary: 'Steps of the results pipeline that were tried in vain, newest first, with their errors',
  auth: 'admin',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(deadLetter),
  handler: ({ deadLetters }, { query }) => deadLetters.page(query),
});
