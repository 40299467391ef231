// One heatmap of a match that is over (docs/analytics.md).
import { z } from 'zod';
import { heatmapOf } from '../../replays/heatmaps.ts';
import { endpoint } from '../endpoint.ts';
import { finishedReport } from '../finished-report.ts';
import { heatmap } from '../report-shapes.ts';
import { id } from '../shapes.ts';

const seat = z.coerce.number().int().min(0).max(65_535).optional();

export const getMatchHeatmap = endpoint({
  method: 'get',
  auth: 'anyone',
  path: '/matches/:id/heatmap',
  summary: 'How often something happened where: positions or events of one kind, of one seat or to one target if asked',
  params: id,
  query: z.object({ kind: z.string().min(1).max(40), seat, target: seat }),
  output: heatmap,
  async handler(services, { params, query }) {
    const report = await finishedReport(services, params.id);
    return report && heatmapOf(report.heatmaps, query);
  },
});
