// A moderator looks into a report.
import { endpoint } from '../endpoint.ts';
import { report, reportId } from '../shapes/social.ts';

export const postModerationReportTake = endpoint({
  method: 'post',
  path: '/moderation/reports/:id/take',
  summary: 'Says that the caller looks into this report, so that others need not',
  auth: 'moderator',
  params: reportId,
  refuses: ['forbidden', 'not-found', 'resolved'],
  output: report,
  handler: ({ complaints }, { params, caller }) => complaints.take(params.id, caller),
});
