// A player as staff see them.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { playerFile } from '../shapes/staff.ts';

export const getAdminPlayer = endpoint({
  method: 'get',
  path: '/admin/players/:id',
  summary: 'A player with live sessions, bans, mutes and cases',
  auth: 'moderator',
  params: id,
  output: playerFile,
  handler: ({ moderation }, { params }) => moderation.get(params.id),
});
