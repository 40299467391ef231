// An endpoint of the developer analytics: a report over days.

import { z } from 'zod';
import { type ReportName, reports } from '../services/analytics/index.ts';
import { isoDay } from '../services/day-range.ts';
import { Refused } from '../services/refused.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { gameFilter } from './filters.ts';
import { days } from './shapes/statistics.ts';

export function analyticsEndpoint(name: ReportName): Endpoint {
  const { about, row } = reports[name];
  return endpoint({
    method: 'get',
    path: `/developer/analytics/${name}`,
    summary: `For developers: ${about}`,
    auth: 'developer',
    query: z.object({ ...days, game: gameFilter }),
    refuses: ['bad-range', 'not-found'],
    output: z.object({ from: z.iso.date(), to: z.iso.date(), items: z.array(row) }),
    csv: Object.keys(row.shape),
    async handler({ analytics }, { query }) {
      const made = await analytics.report(name, query);
      if (made instanceof Refused) return made;
      return { from: isoDay(made.from), to: isoDay(made.to), items: made.items };
    },
  });
}
