// `arbiter analytics`: a report of the developer analytics as CSV, for spreadsheets and other programs.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { toCsv } from '../http/csv.ts';
import { days } from '../http/shapes/statistics.ts';
import { openAnalytics, type ReportName, reports } from '../services/analytics/index.ts';
import { Refused } from '../services/refused.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter analytics export <report> [--from <day>] [--to <day>] [--game <id>] > file.csv

${Object.entries(reports)
  .map(([name, { about }]) => `  ${name.padEnd(12)}${about}`)
  .join('\n')}

Days are those of UTC, 2026-11-20, both included; without them, the last 30.`;

const options = { from: { type: 'string' }, to: { type: 'string' }, game: { type: 'string' } } as const;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, name = '', ...rest] = positionals;
  if (command !== 'export' || !isReport(name) || rest.length > 0) throw new Error(usage);
  const { game, ...given } = values;
  const asked = z.object(days).safeParse(given);
  if (!asked.success)
    throw new Error(asked.error.issues.map(({ path, message }) => `--${path.join()}: ${message}`).join('\n'));
  const made = await withDatabase((db) => openAnalytics(db).report(name, { ...asked.data, game }));
  if (made instanceof Refused) throw new Error(made.detail);
  process.stdout.write(toCsv(Object.keys(reports[name].row.shape), made.items));
});

function isReport(name: string): name is ReportName {
  return Object.hasOwn(reports, name);
}
