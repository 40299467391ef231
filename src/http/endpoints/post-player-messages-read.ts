// The player has read a conversation.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, rowId } from '../shapes/common.ts';

export const postPlayerMessagesRead = endpoint({
  method: 'post',
  path: '/messages/:id/read',
  summary: 'Marks what the player of this id has written as read, up to a message',
  auth: 'player',
  params: id,
  body: z.strictObject({ upTo: rowId.describe('The id of the last message that was read.') }),
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ conversations }, { params, body, caller }) => conversations.read(caller.playerId, params.id, body.upTo),
});
