// A match's log as a file (docs/log-format.md).
import { toFile } from '../../replays/log-file.ts';
import { matchEndpoint, viewing } from '../match-endpoint.ts';
import { Problem } from '../problems.ts';

export const getMatchLog = matchEndpoint({
  path: '/matches/:id/log',
  summary: "A match's log, as written so far; signed once the match has finished",
  query: viewing,
  output: 'bytes',
  async handler({ games, matches }, { params }) {
    const match = await matches.get(params.id);
    if (match?.status === 'running' && games.isSecret(match)) {
      throw new Problem(
        403,
        'still-secret',
        "This match's log tells what is not public yet: it is served once the match has ended.",
      );
    }
    const log = await matches.log(params.id);
    return log && { bytes: toFile(log), isFinal: false };
  },
});
