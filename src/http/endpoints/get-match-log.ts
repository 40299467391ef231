// A match's log as a file (docs/log-format.md).
import { toFile } from '../../replays/chain.ts';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';

export const getMatchLog = endpoint({
  method: 'get',
  path: '/matches/:id/log',
  summary: "A match's log, as written so far",
  params: id,
  output: 'bytes',
  async handler({ matches }, { params }) {
    const chunks = await matches.log(params.id);
    return chunks && toFile(chunks);
  },
});
