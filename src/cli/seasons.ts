// `arbiter seasons`: the seasons of games and titles, and starting the next one.

import { parseArgs } from 'node:util';
import { Refused } from '../services/refused.ts';
import { openSeasons, type Season } from '../services/seasons.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter seasons [list [<game>] | start <game>] [--at <time>]

  list           those of a game, or of all; newest first
  start <game>   the game's next one, now or --at a later moment (ISO 8601: 2027-01-01T00:00Z). Ratings begin anew; the
                 boards of the season before stay readable`;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { at: { type: 'string' } } });
  const [command = 'list', game, ...rest] = positionals;
  const { at } = values;
  if (rest.length > 0 || (command === 'list' ? at !== undefined : game === undefined)) throw new Error(usage);
  await withDatabase(async (db) => {
    const seasons = openSeasons(db);
    if (command === 'list') return (await seasons.list(game)).forEach(say);
    if (command !== 'start') throw new Error(usage);
    const season = await seasons.start(game!, at === undefined ? undefined : moment(at), 'operator');
    if (season instanceof Refused) throw new Error(season.detail);
    say(season);
  });
});

function moment(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new Error(`"${text}" is not a time; write 2027-01-01T00:00Z`);
  return at;
}

function say({ game, number, startsAt, endsAt }: Season): void {
  const end = endsAt ? ` to ${endsAt.toISOString()}` : '';
  console.log(`${game} season ${number}: from ${startsAt.toISOString()}${end}`);
}
