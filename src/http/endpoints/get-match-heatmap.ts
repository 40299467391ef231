// One heatmap of a match that is over (docs/analytics.md).
import { z } from 'zod';
import { heatmapOf } from '../../replays/heatmaps.ts';
import { Refused } from '../../services/refused.ts';
import { finishedReport } from '../finished-report.ts';
import { matchEndpoint, viewing } from '../match-endpoint.ts';
import { heatmap } from '../shapes/report.ts';

const seat = z.coerce.number().int().min(0).max(65_535).optional();

export const getMatchHeatmap = matchEndpoint({
  path: '/matches/:id/heatmap',
  summary: 'How often something happened where: positions or events of one kind, of one seat or to one target if asked',
  query: viewing.extend({
    kind: z.string().min(1).max(40).describe('`position`, or of an event.'),
    seat: seat.describe('Left out: of all.'),
    target: seat.describe('The seat to which it happened; left out: any.'),
  }),
  refuses: ['still-running'],
  output: heatmap,
  async handler(services, { params, query }) {
    const report = await finishedReport(services, params.id);
    return report && !(report instanceof Refused) ? heatmapOf(report.heatmaps, query) : report;
  },
});
