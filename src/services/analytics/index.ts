// The developer analytics: one line per report.

import type { Database } from '../../db/client.ts';
import { gameById } from '../../games/index.ts';
import { dayRange, type DaysAsked } from '../day-range.ts';
import { refuseUnknownGame } from '../games.ts';
import { Refused } from '../refused.ts';
import { completion } from './completion.ts';
import { engagement } from './engagement.ts';
import { funnel } from './funnel.ts';
import { playtime } from './playtime.ts';
import type { AnalyticsReport } from './report.ts';
import { retention } from './retention.ts';

export const reports = { completion, retention, funnel, playtime, engagement } as const satisfies Record<
  string,
  AnalyticsReport
>;

export type ReportName = keyof typeof reports;

export interface AnalyticsAsked extends DaysAsked {
  readonly game?: string | undefined;
}

export function openAnalytics(db: Database) {
  return {
    /** With the days that it is about. */
    async report(name: ReportName, { game, ...asked }: AnalyticsAsked) {
      const made: AnalyticsReport = reports[name];
      const range = dayRange(asked);
      if (range instanceof Refused) return range;
      const unknown = game === undefined ? undefined : await refuseUnknownGame(db, game);
      if (unknown) return unknown;
      if (game !== undefined && !gameById(game) && !made.ofTitles) {
        return new Refused('not-found', `${game} is a title, whose matches are played elsewhere: ask for completion.`);
      }
      const items: readonly object[] = await made.rows(db, { ...range, game });
      return { ...range, items };
    },
  };
}
