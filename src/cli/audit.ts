// `arbiter audit`: what staff, developers and operators have done, and whether somebody has changed that since.

import { parseArgs } from 'node:util';
import { type Audit, auditActions, type AuditEntry, openAudit } from '../services/audit.ts';
import { Refused } from '../services/refused.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter audit [list | verify] [options]

  list         newest first
    --action <${auditActions.join(' | ')}>
    --actor <player or title id>, --target <id>, --limit <count>   default 50
  verify       checks the hashes of all entries, and shows the last one: kept elsewhere, it tells
               whether entries were taken from the end

  --json       one JSON value instead of text`;

const options = {
  action: { type: 'string' },
  actor: { type: 'string' },
  target: { type: 'string' },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean', default: false },
} as const;
type Given = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command = 'list', ...rest] = positionals;
  if (rest.length > 0 || (command !== 'list' && command !== 'verify')) throw new Error(usage);
  const work = command === 'verify' ? verify : list(values);
  await withDatabase(async (db) => console.log(await work(openAudit(db), values.json)));
});

function list({ action: named, actor, target, limit: text }: Given) {
  const action = auditActions.find((each) => each === named);
  if (action !== named) throw new Error(`--action is one of ${auditActions.join(', ')}`);
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new Error('--limit is a whole number from 1 on');
  return async (audit: Audit, json: boolean): Promise<string> => {
    const page = await audit.list({ action, actorId: actor, target, limit });
    if (page instanceof Refused) throw new Error(page.detail);
    return json ? JSON.stringify(page.items) : page.items.map(toLine).join('\n') || 'there are no such entries';
  };
}

async function verify(audit: Audit, json: boolean): Promise<string> {
  const { broken, last, hash } = await audit.verify();
  if (broken !== undefined) throw new Error(`entry #${broken} is not what was written, or one before it is missing`);
  return json ? JSON.stringify({ last, hash }) : `${last} entries are what was written; the last one's hash: ${hash}`;
}

function toLine({ id, at, actor, actorId, action, target, details }: AuditEntry): string {
  const who = actorId === null ? actor : `${actor} ${actorId}`;
  return [`#${id}`.padEnd(6), at.toISOString(), who, action, target, JSON.stringify(details)].join('  ');
}
