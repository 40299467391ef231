// Reports of finished matches, for those who ask: made when somebody does for the first time, since most matches are
// never asked about and a report costs more than all else that a match goes through.

import type { Database } from '../db/client.ts';
import { type Report, REPORT_VERSION } from '../replays/report.ts';
import { lately } from './lately.ts';
import type { Resimulation } from './resimulation/index.ts';
import { keptLogs } from './stored-logs.ts';

/** Reports that were made, and are kept for who asks before the match is verified. */
const mostKept = 16;

export function openReports({ prisma }: Database, resimulation: Pick<Resimulation, 'report'>) {
  const reports = lately<Report | undefined>(mostKept);
  return {
    /**
     * The report of a finished match: the stored one, or one made now, which is stored once the match is verified.
     * Undefined when there is nothing to report on: no such match, one without a result or found false, a game without
     * analysis.
     */
    async get(matchId: string): Promise<Report | 'running' | undefined> {
      const select = { status: true, verified: true, report: true } as const;
      const match = await prisma.match.findUnique({ where: { id: matchId }, select });
      if (match?.status === 'running') return 'running';
      if (match?.status !== 'finished' || match.verified === false) return undefined;
      // Written here alone.
      if (match.report?.version === REPORT_VERSION) return match.report.report as unknown as Report;
      const made = await reports(matchId, async () =>
        resimulation.report((await keptLogs(prisma, [matchId])).get(matchId)!),
      );
      if (!made || !match.verified) return made;
      // Through JSON, as its readers will have it: what is undefined is left out.
      const content = { version: REPORT_VERSION, report: JSON.parse(JSON.stringify(made)) as object };
      await prisma.report.upsert({ where: { matchId }, create: { matchId, ...content }, update: content });
      return made;
    },
  };
}
