// What can be told of a match that is over (docs/analytics.md).
import { endpoint } from '../endpoint.ts';
import { finishedReport } from '../finished-report.ts';
import { report } from '../report-shapes.ts';
import { id } from '../shapes.ts';

export const getMatchReport = endpoint({
  method: 'get',
  auth: 'anyone',
  path: '/matches/:id/report',
  summary: "A finished match's timeline, win chances, key moments, seats in numbers and heatmaps",
  params: id,
  output: report,
  handler: (services, { params }) => finishedReport(services, params.id),
});
