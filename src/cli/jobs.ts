// `arbiter jobs`: the steps of the results pipeline that were tried in vain, and trying them again.

import { parseArgs } from 'node:util';
import { type DeadLetter, type DeadLetters, openDeadLetters } from '../services/results/dead-letters.ts';
import { withDatabase } from './database.ts';
import { toRowId } from './ids.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter jobs [list | show <id> | retry <id>… | retry --all] [--json]

  list         what was tried in vain, newest first; up to 100
  show <id>    one of them, with its whole error
  retry        let workers try again, now that the cause is mended`;

const options = { all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const work = read(positionals, values.all);
  const { value, text } = await withDatabase((db) => work(openDeadLetters(db)));
  console.log(values.json ? JSON.stringify(value) : text);
});

interface Answer {
  readonly value: unknown;
  readonly text: string;
}

function read(
  [command = 'list', ...names]: readonly string[],
  all: boolean,
): (letters: DeadLetters) => Promise<Answer> {
  const ids = names.map(toRowId);
  if (command === 'list' && ids.length === 0) return list;
  if (command === 'show' && ids.length === 1) return (letters) => show(letters, ids[0]!);
  if (command === 'retry' && all !== ids.length > 0) return (letters) => retry(letters, all ? 'all' : ids);
  throw new Error(usage);
}

async function list(letters: DeadLetters): Promise<Answer> {
  const value = await letters.list(100);
  return { value, text: value.map(toLine).join('\n') || 'nothing was tried in vain' };
}

async function show(letters: DeadLetters, id: number): Promise<Answer> {
  const value = await letters.get(id);
  if (!value) throw new Error(`there is no dead letter #${id}`);
  return { value, text: `${toLine(value)}\n\n${value.error}` };
}

async function retry(letters: DeadLetters, ids: readonly number[] | 'all'): Promise<Answer> {
  const retried = await letters.retry(ids, 'operator');
  if (ids !== 'all' && retried < ids.length) {
    throw new Error(`${retried} will be tried again; the others are no dead letters: see arbiter jobs list`);
  }
  return { value: { retried }, text: `${retried} will be tried again` };
}

function toLine({ id, at, step, matchId, attempts, error }: DeadLetter): string {
  const what = error.split('\n', 1)[0];
  return [`#${id}`.padEnd(6), at.toISOString(), step.padEnd(12), matchId, `after ${attempts} attempts:`, what].join(
    '  ',
  );
}
