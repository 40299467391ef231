// `arbiter matches`: lets a match count no more.

import { parseArgs } from 'node:util';
import { openLadders } from '../services/ladders/index.ts';
import { voidMatch } from '../services/void-match.ts';
import { withDatabase } from './database.ts';
import { isUuid } from './ids.ts';
import { rebuildLadder } from './ratings/rebuild-ladder.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter matches void <match id> --reason <text>

The match keeps its log and result and counts no more: its ladder is rebuilt without it, the achievements
that it unlocked are taken back, and its players' statistics go on without it. Interrupted, run it again.`;

const options = { reason: { type: 'string' } } as const;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, matchId = '', ...rest] = positionals;
  const { reason } = values;
  if (command !== 'void' || matchId === '' || rest.length > 0) throw new Error(usage);
  if (!isUuid(matchId)) throw new Error(`${matchId} is no id of a match: GET /api/v1/matches tells those`);
  if (!reason) throw new Error('why is it void? Say so: --reason <text>');
  await withDatabase(async (db) => {
    const ladders = openLadders(db);
    const voided = await voidMatch(db, matchId, reason, 'operator');
    if (!voided) throw new Error(`there is no finished match ${matchId}`);
    console.log(`${matchId} is void since ${voided.voidedAt.toISOString()}: ${voided.reason}`);
    if (voided.ladder) await rebuildLadder(ladders, voided.ladder);
  });
});
