// Lets a player in again.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteAdminBan = endpoint({
  method: 'delete',
  path: '/admin/players/:id/ban',
  summary: "Lifts a player's ban",
  auth: 'moderator',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ bans }, { params, caller }) => bans.lift(params.id, caller),
});
