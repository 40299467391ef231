// Signs a player out everywhere.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteAdminPlayerSessions = endpoint({
  method: 'delete',
  path: '/admin/players/:id/sessions',
  summary: "Ends all of a player's sessions: rooms close them",
  auth: 'moderator',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ moderation }, { params, caller }) => moderation.signOut(params.id, caller),
});
