// Withdraws from a tournament.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteTournamentEntry = endpoint({
  method: 'delete',
  path: '/tournaments/:id/entry',
  summary: 'Takes an entry back; of a running tournament the player is paired no more',
  auth: 'player',
  params: id,
  refuses: ['not-found', 'tournament-closed'],
  output: 'nothing',
  handler: ({ tournaments }, { params, caller }) => tournaments.withdraw(params.id, caller.playerId),
});
