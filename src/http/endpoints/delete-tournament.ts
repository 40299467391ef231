// Cancels a tournament.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteTournament = endpoint({
  method: 'delete',
  path: '/tournaments/:id',
  summary: 'Cancels a tournament: its maker until it starts, moderators until it is over',
  auth: 'player',
  params: id,
  refuses: ['forbidden', 'not-found', 'tournament-closed'],
  output: 'nothing',
  handler: ({ tournaments }, { params, caller }) => tournaments.cancel(params.id, caller.playerId),
});
