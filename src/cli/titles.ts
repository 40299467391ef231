// `arbiter titles`: the games of others that use the house, and the keys of their servers.

import { parseArgs } from 'node:util';
import { FULL_POINTS } from '../achievements/points.ts';
import { Refused } from '../services/refused.ts';
import { openPushes } from '../services/pushes.ts';
import { openTitles, type Titles } from '../services/titles/index.ts';
import { type NewKey, titleScopes } from '../services/titles/keys.ts';
import { withDatabase } from './database.ts';
import { isUuid } from './ids.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter titles [list | add <id> --title <text> | key <id> | revoke <key id>] [options]

  list              titles, and the keys that they have
  add <id>          registers one, and shows its first key, this once
    --title <text>  what it is called
    --full-score <number>   the score that is worth as many points as a match won (default ${FULL_POINTS})
  key <id>          makes another key, and shows it, this once
    --scope <${titleScopes.join(' | ')}>   what it may do; may be given several times (default: everything)
  revoke <key id>   the key is worth nothing from the next request on`;

const options = {
  title: { type: 'string' },
  'full-score': { type: 'string', default: String(FULL_POINTS) },
  scope: { type: 'string', multiple: true },
} as const;
type Given = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const work = read(positionals, values);
  console.log(await withDatabase((db) => work(openTitles(db, openPushes(db)))));
});

function read([command = 'list', id, ...rest]: readonly string[], given: Given): (titles: Titles) => Promise<string> {
  if (command === 'list' && id === undefined) return list;
  if (id === undefined || rest.length > 0) throw new Error(usage);
  if (command === 'add') return add(id, given);
  if (command === 'key') return addKey(id, given);
  if (command === 'revoke') return revoke(id);
  throw new Error(usage);
}

async function list(titles: Titles): Promise<string> {
  const lines = (await titles.list()).flatMap(({ id, title, keys }) => [
    `${id}: ${title}`,
    ...keys.map((key) => `  key ${key.id}  ${key.revokedAt ? 'revoked' : key.scopes.join(', ')}`),
  ]);
  return lines.join('\n') || 'there are no titles';
}

function add(id: string, { title, 'full-score': text }: Given) {
  const fullScore = Number(text);
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(id)) throw new Error('a title id is 2 to 40 of a-z, 0-9 and -');
  if (title === undefined) throw new Error('--title says what it is called');
  if (!(fullScore > 0 && Number.isFinite(fullScore))) throw new Error('--full-score is a number above 0');
  return async (titles: Titles) => {
    const made = allowed(await titles.register({ id, title, fullScore, achievements: [] }, 'operator'));
    return `${id} is registered\n${toText(made.key)}`;
  };
}

function addKey(id: string, { scope = [...titleScopes] }: Given) {
  const scopes = titleScopes.filter((each) => scope.includes(each));
  if (scopes.length !== new Set(scope).size) throw new Error(`--scope is one of ${titleScopes.join(', ')}`);
  return async (titles: Titles) => toText(allowed(await titles.addKey(id, scopes, 'operator')));
}

function revoke(id: string) {
  if (!isUuid(id)) throw new Error(`${id} is not the id of a key`);
  return async (titles: Titles) => {
    if (!(await titles.revokeKey(id, 'operator'))) throw new Error(`there is no key ${id} in force`);
    return `${id} is revoked`;
  };
}

function toText({ id, key, scopes }: NewKey): string {
  return `key ${id} (${scopes.join(', ')}), shown only now:\n  ${key}`;
}

function allowed<T>(result: T | Refused): T {
  if (result instanceof Refused) throw new Error(result.detail);
  return result;
}
