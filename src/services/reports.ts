// Reports of finished matches, for those who ask.

import type { Database } from '../db/client.ts';
import { type Report, REPORT_VERSION } from '../replays/report.ts';
import { makeReport, storeReport } from './analyse-match.ts';

export type Reports = ReturnType<typeof openReports>;

export function openReports({ prisma }: Database) {
  return {
    /**
     * The report of a finished match: the stored one, or one made now where the job has not come by yet. Undefined when
     * there is nothing to report on: no such match, one without a result or found false, a game without analysis.
     */
    async get(matchId: string): Promise<Report | 'running' | undefined> {
      const select = { status: true, verified: true, report: true } as const;
      const match = await prisma.match.findUnique({ where: { id: matchId }, select });
      if (match?.status === 'running') return 'running';
      if (match?.status !== 'finished' || match.verified === false) return undefined;
      // Written by storeReport alone.
      if (match.report?.version === REPORT_VERSION) return match.report.report as unknown as Report;
      const made = await makeReport(prisma, matchId);
      if (made && match.verified) await storeReport(prisma, matchId, made);
      return made;
    },
  };
}
