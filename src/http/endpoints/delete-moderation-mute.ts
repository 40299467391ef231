// Lets a player speak again.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteModerationMute = endpoint({
  method: 'delete',
  path: '/moderation/mutes/:id',
  summary: "Lifts a moderator's mute",
  auth: 'moderator',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ silences }, { params, caller }) => silences.lift(params.id, caller),
});
