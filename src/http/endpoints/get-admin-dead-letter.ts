// One step that was tried in vain.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { deadLetter, number } from '../shapes/staff.ts';

export const getAdminDeadLetter = endpoint({
  method: 'get',
  path: '/admin/dead-letters/:id',
  summary: 'A step that was tried in vain, with its error',
  auth: 'admin',
  params: z.object({ id: number }),
  output: deadLetter,
  handler: ({ deadLetters }, { params }) => deadLetters.get(params.id),
});
