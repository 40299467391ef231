// An ended match as a compact file that can be entered anywhere (docs/replay-format.md).
import { matchEndpoint, viewing } from '../match-endpoint.ts';

export const getMatchReplay = matchEndpoint({
  path: '/matches/:id/replay',
  summary: 'The replay file of a match that has ended; parts of it can be asked for by Range',
  query: viewing,
  refuses: ['no-replay', 'still-running'],
  output: 'bytes',
  handler: ({ replays }, { params }) => replays.get(params.id),
});
