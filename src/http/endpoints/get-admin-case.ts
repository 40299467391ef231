// One case with its evidence.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { caseFile, number } from '../shapes/staff.ts';

export const getAdminCase = endpoint({
  method: 'get',
  path: '/admin/cases/:id',
  summary: 'A case with its evidence',
  auth: 'moderator',
  params: z.object({ id: number }),
  output: caseFile,
  handler: ({ cases }, { params }) => cases.get(params.id),
});
