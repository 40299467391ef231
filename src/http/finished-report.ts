// The report of a match that is over, for the endpoints that answer with it or with a part of it.

import type { Report } from '../replays/report.ts';
import type { Services } from '../services/index.ts';
import { Refused } from '../services/refused.ts';

/** Refused while the match is running; undefined when there is no report. */
export async function finishedReport(
  { reports }: Services,
  matchId: string,
): Promise<Report | Refused<'still-running'> | undefined> {
  const report = await reports.get(matchId);
  if (report !== 'running') return report;
  return new Refused('still-running', 'The match is still running: it is analysed once it has ended.');
}
