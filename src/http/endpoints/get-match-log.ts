// A match's log as a file (docs/log-format.md).
import { Refused } from '../../services/refused.ts';
import { matchEndpoint, viewing } from '../match-endpoint.ts';

export const getMatchLog = matchEndpoint({
  path: '/matches/:id/log',
  summary: "A match's log, as written so far; signed once the match has finished",
  query: viewing,
  refuses: ['still-secret'],
  output: 'bytes',
  async handler({ games, matches, replays }, { params }) {
    const match = await matches.get(params.id);
    if (match?.status === 'running' && games.isSecret(match)) {
      const detail = "This match's log tells what is not public yet: it is served once the match has ended.";
      return new Refused('still-secret', detail);
    }
    return replays.log(params.id);
  },
});
