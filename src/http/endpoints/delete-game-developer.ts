// Who no longer looks after a title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const deleteGameDeveloper = endpoint({
  method: 'delete',
  path: '/games/:id/developers/:playerId',
  summary: 'Lets a developer look after the title no more; the last one stays',
  auth: 'player',
  params: z.object({ id: z.string(), playerId: z.uuid() }),
  refuses: ['forbidden', 'last-developer', 'not-found'],
  output: 'nothing',
  handler: ({ workshop }, { params, caller }) => workshop.letOut(params.id, params.playerId, caller),
});
