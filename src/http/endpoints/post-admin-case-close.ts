// What a person thinks of a case.
import { z } from 'zod';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';
import { caseFile, caseVerdict, number } from '../shapes/staff.ts';

export const postAdminCaseClose = endpoint({
  method: 'post',
  path: '/admin/cases/:id/close',
  summary: 'Closes a case with a verdict; nothing else follows from it',
  auth: 'moderator',
  params: z.object({ id: number }),
  body: z.strictObject({ verdict: caseVerdict, note: z.string().trim().max(1_000).optional() }),
  refuses: ['forbidden', 'not-found'],
  output: caseFile,
  async handler({ cases }, { params: { id }, body: { verdict, note }, caller }) {
    const closed = await cases.close(id, verdict, note, caller);
    if (closed instanceof Refused) return closed;
    return closed ? cases.get(id) : new Refused('not-found', 'There is no such open case.');
  },
});
