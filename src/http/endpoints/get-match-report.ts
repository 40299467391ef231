// What can be told of a match that is over (docs/analytics.md).
import { finishedReport } from '../finished-report.ts';
import { matchEndpoint, viewing } from '../match-endpoint.ts';
import { report } from '../shapes/report.ts';

export const getMatchReport = matchEndpoint({
  path: '/matches/:id/report',
  summary: "A finished match's timeline, win chances, key moments, seats in numbers and heatmaps",
  query: viewing,
  refuses: ['still-running'],
  output: report,
  handler: (services, { params }) => finishedReport(services, params.id),
});
