// Who looks after a title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const putGameDeveloper = endpoint({
  method: 'put',
  path: '/games/:id/developers/:playerId',
  summary: 'Lets another developer look after the title, too',
  auth: 'player',
  params: z.object({ id: z.string(), playerId: z.uuid() }),
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ workshop }, { params, caller }) => workshop.letIn(params.id, params.playerId, caller),
});
