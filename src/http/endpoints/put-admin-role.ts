// Gives a player another role.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, role } from '../shapes/common.ts';

export const putAdminRole = endpoint({
  method: 'put',
  path: '/admin/players/:id/role',
  summary: 'Gives an account a role, from its next request on',
  auth: 'admin',
  params: id,
  body: z.strictObject({ role }),
  refuses: ['forbidden', 'last-developer', 'not-found'],
  output: 'nothing',
  handler: ({ players }, { params, body, caller }) => players.setRole(params.id, body.role, caller),
});
