// Joins a tournament.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const postTournamentEntry = endpoint({
  method: 'post',
  path: '/tournaments/:id/entry',
  summary: 'Joins a tournament before it starts, an arena also later; who has withdrawn comes back',
  auth: 'player',
  params: id,
  refuses: ['tournament-closed', 'tournament-full'],
  output: z.object({ entered: z.literal(true) }),
  handler: ({ tournaments }, { params, caller }) => tournaments.join(params.id, caller.playerId),
});
