// `arbiter achievements`: what there is to achieve, and counting what is new over what was played before.

import { parseArgs } from 'node:util';
import { achievementById, type AchievementId, achievementIds, achievements } from '../achievements/index.ts';
import type { Achievement } from '../achievements/kit.ts';
import { record } from '../services/audit.ts';
import { backfill } from '../services/achievements/backfill.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter achievements [list | backfill <id>] [--again]

  list            those of the house
  backfill <id>   counts one over all that was played before there was it; once every server runs the version that has
                  it. May be stopped, and goes on where it was; results go on being counted meanwhile.
    --again       also for whom it is counted already: its rules have changed`;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { again: { type: 'boolean', default: false } },
  });
  const [command = 'list', id = '', ...rest] = positionals;
  if (command === 'list' && id === '') return console.log(achievementIds.map(toLine).join('\n'));
  if (command !== 'backfill' || rest.length > 0) throw new Error(usage);
  if (!isKnown(id)) throw new Error(`there is no achievement ${id}; they are: ${achievementIds.join(', ')}`);
  await run(id, values.again);
});

function isKnown(id: string): id is AchievementId {
  return achievementById(id) !== undefined;
}

function toLine(id: AchievementId): string {
  const { tier, points, title, description, hidden }: Achievement = achievements[id];
  const cells = [id.padEnd(26), tier.padEnd(6), String(points).padStart(3)];
  return `${cells.join('  ')}  ${title}: ${description}${hidden ? ' (hidden)' : ''}`;
}

async function run(id: AchievementId, again: boolean): Promise<void> {
  const counts = { matches: 0, players: 0 };
  let saidAtMs = 0;
  await withDatabase(async (db) => {
    await record(db.prisma, 'operator', 'achievement.backfill', id, { again });
    await backfill(db, id, {
      again,
      tell(what, done, of) {
        counts[what] = done;
        if (done < of && performance.now() - saidAtMs < 1_000) return;
        saidAtMs = performance.now();
        console.error(`${what}: ${done} of ${of}`);
      },
    });
  });
  console.log(`${id} is counted: ${counts.matches} matches had no scores yet, ${counts.players} players waited for it`);
}
