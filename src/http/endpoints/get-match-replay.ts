// An ended match as a compact file that can be entered anywhere (docs/replay-format.md).
import { NotCompactable } from '../../replays/compact.ts';
import { Refused } from '../../services/refused.ts';
import { matchEndpoint, viewing } from '../match-endpoint.ts';

export const getMatchReplay = matchEndpoint({
  path: '/matches/:id/replay',
  summary: 'The replay file of a match that has ended; parts of it can be asked for by Range',
  query: viewing,
  refuses: ['no-replay', 'still-running'],
  output: 'bytes',
  async handler({ matches, replays }, { params }) {
    const match = await matches.get(params.id);
    if (match?.status === 'running') {
      return new Refused('still-running', 'A match has a replay once it has ended; its log can be had now.');
    }
    return replays.get(params.id).catch((error: Error) => {
      if (!(error instanceof NotCompactable)) throw error;
      return new Refused('no-replay', `${error.message}: only the log of this match can be had.`);
    });
  },
});
