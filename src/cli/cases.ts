// `arbiter cases`: what the detectors of cheating have found, for whoever judges it.

import { parseArgs } from 'node:util';
import { detectorIds } from '../anticheat/index.ts';
import { type Case, caseStatuses, type Cases, caseVerdicts, openCases } from '../services/cases.ts';
import { Refused } from '../services/refused.ts';
import { withDatabase } from './database.ts';
import { isUuid, toRowId } from './ids.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter cases [list | show <id> | close <id> --verdict <verdict>] [options]

  list         open cases, the gravest first
    --status <${caseStatuses.join(' | ')} | all>   default open
    --detector <${detectorIds.join(' | ')}>
    --player <id>, --match <id>, --limit <count>   default 50
    --cursor <text>   goes on where a list before ended: it said so
  show <id>    one case with its evidence
  close <id>   after a person has looked into it; nothing else follows from it
    --verdict <${caseVerdicts.join(' | ')}>
    --note <text>

  --json       one JSON value instead of text; of a list { items, next }, where next is the cursor`;

const options = {
  status: { type: 'string', default: 'open' },
  detector: { type: 'string' },
  player: { type: 'string' },
  match: { type: 'string' },
  limit: { type: 'string', default: '50' },
  cursor: { type: 'string' },
  verdict: { type: 'string' },
  note: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Answer {
  readonly value: unknown;
  readonly text: string;
}
type Work = (cases: Cases) => Promise<Answer>;
type Given = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const work = read(positionals, values);
  const { value, text } = await withDatabase((db) => work(openCases(db)));
  console.log(values.json ? JSON.stringify(value) : text);
});

function read([command = 'list', ...ids]: readonly string[], given: Given): Work {
  if (command === 'list' && ids.length === 0) return list(given);
  const id = ids.length === 1 ? toRowId(ids[0]!) : undefined;
  if (command === 'show' && id !== undefined) return (cases) => show(cases, id);
  if (command === 'close' && id !== undefined) return close(id, given);
  throw new Error(usage);
}

function list({ status, detector, player, match, limit, cursor }: Given): Work {
  const filter = {
    status: status === 'all' ? undefined : oneOf('--status', status, caseStatuses),
    detector: detector === undefined ? undefined : oneOf('--detector', detector, detectorIds),
    playerId: player === undefined ? undefined : toUuid('--player', player),
    matchId: match === undefined ? undefined : toUuid('--match', match),
    limit: toRowId(limit),
    cursor,
  };
  return async (cases) => {
    const page = await cases.page(filter);
    if (page instanceof Refused) throw new Error(page.detail);
    const lines = page.items.map(toLine);
    if (page.next !== null) lines.push(`there are more: --cursor ${page.next}`);
    return { value: page, text: lines.join('\n') || 'there are no such cases' };
  };
}

async function show(cases: Cases, id: number): Promise<Answer> {
  const value = await cases.get(id);
  if (!value) throw new Error(`there is no case #${id}`);
  return { value, text: toText(value) };
}

function close(id: number, { verdict, note }: Given): Work {
  const given = oneOf('--verdict', verdict, caseVerdicts);
  return async (cases) => {
    if (!(await cases.close(id, given, note, 'operator'))) throw new Error(`there is no open case #${id}`);
    return show(cases, id);
  };
}

function toLine({ id, score, detector, player, match, summary, status, verdict }: Case): string {
  const what = `${player.name} in ${match.game} ${match.mode}: ${summary}`;
  const cells = [`#${id}`.padEnd(6), score.toFixed(2), (verdict ?? status).padEnd(7), detector.padEnd(10), what];
  return cells.join('  ');
}

function toText(found: Case): string {
  const { player, match, seat, evidence, createdAt, closedAt, note } = found;
  const moments = evidence.ticks.map((tick) => `${tick} (${toTime(tick / match.tickRate)})`);
  const lines = [
    toLine(found),
    '',
    `player   ${player.id}, seat ${seat}`,
    `match    ${match.id}, finished ${match.finishedAt?.toISOString() ?? '?'}`,
    `opened   ${createdAt.toISOString()}`,
    ...(closedAt ? [`closed   ${closedAt.toISOString()}${note ? `: ${note}` : ''}`] : []),
    `ticks    ${moments.join(', ')}`,
    ...(evidence.matches ? [`matches  ${evidence.matches.join('\n         ')}`] : []),
  ];
  return lines.join('\n');
}

function toTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

function oneOf<T extends string>(option: string, value: string | undefined, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Error(`${option} is one of ${known.join(', ')}`);
  return found;
}

function toUuid(option: string, text: string): string {
  if (!isUuid(text)) throw new Error(`${option} is a UUID, not ${text}`);
  return text;
}
