// A moderator decides about a report.
import { endpoint } from '../endpoint.ts';
import { report, reportId, resolution } from '../shapes/social.ts';

export const postModerationReportResolve = endpoint({
  method: 'post',
  path: '/moderation/reports/:id/resolve',
  summary: 'Does what is to be done about a report: nothing, a warning, a mute or a ban; both players are told',
  auth: 'moderator',
  params: reportId,
  body: resolution,
  refuses: ['forbidden', 'not-found', 'resolved'],
  output: report,
  handler: ({ complaints }, { params, body, caller }) => complaints.resolve(params.id, body, caller),
});
