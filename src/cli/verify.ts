// `arbiter verify`: judges a log or a replay from a file, a match id or a URL. Needs no server and no database of its own.

import { parseArgs } from 'node:util';
import { gameById } from '../games/index.ts';
import type { MatchLog } from '../games/kit/index.ts';
import { compareLogs } from '../replays/compare.ts';
import { decodeLog } from '../replays/log-codec.ts';
import type { LogFile } from '../replays/log-file.ts';
import type { Trust } from '../replays/seal.ts';
import type { Verdict } from '../replays/verdict.ts';
import { verify } from '../replays/verify.ts';
import { verifyReplay } from '../replays/verify-replay.ts';
import { sha256 } from '../services/sha256.ts';
import { zstd } from '../services/zstd.ts';
import { isGood, type Report, toJson, toText } from './verify/report.ts';
import { openKeys, openLog, type Source } from './verify/source.ts';

const usage = `usage: arbiter verify <file | match id | url> [options]

Judges a log, or a replay file: the log in it, and its keyframes.

  --keys <file | url>   demand a signature by one of these keys (GET /api/v1/log-keys of the server);
                        a match id brings its server's keys by itself
  --against <file | match id | url>
                        another copy of the log: names the first entry and field in which the two differ
  --endpoint <url>      the server that is asked for match ids; default http://localhost:2567
  --json                one JSON object instead of text

Exit code 0: verified; 1: not; 2: nothing could be read.`;

const options = {
  keys: { type: 'string' },
  against: { type: 'string' },
  endpoint: { type: 'string', default: 'http://localhost:2567' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name] = positionals;
  if (values.help) return print(usage, 0);
  if (name === undefined || positionals.length > 1) throw new Error(usage);
  const endpoint = values.endpoint.replace(/\/+$/, '');
  const source = await openLog(name, endpoint);
  const trust = await openKeys(values.keys, source, endpoint);
  const other = values.against === undefined ? undefined : await openLog(values.against, endpoint);
  const report = judge(source, trust, other?.file);
  return print(values.json ? toJson(report) : toText(report), isGood(report) ? 0 : 1);
}

function judge(source: Source, trust: Trust | undefined, other: LogFile | undefined): Report {
  const log = decode(source.file);
  const by = { gameById, sha256, trust };
  const verdict = source.replay ? verifyReplay(source.replay, zstd, by) : verify(source.file, by);
  return {
    form: source.replay ? 'replay' : 'log',
    verdict: sameMatch(source, log) ? verdict : anotherMatch(verdict, log!),
    match: log && { ...log.header, entries: log.entries.length },
    ...(other && { difference: differenceTo(other, log) }),
  };
}

/** A server that is asked for one match must not get by with another. */
const sameMatch = ({ matchId }: Source, log: MatchLog | undefined): boolean =>
  !log || matchId === undefined || log.header.matchId === matchId;

function anotherMatch({ signature, keyId }: Verdict, { header }: MatchLog): Verdict {
  const what = `this is the log of another match, ${header.matchId}`;
  return { verified: false, what, place: { part: 'log' }, signature, keyId };
}

function differenceTo(file: LogFile, log: MatchLog | undefined): Report['difference'] {
  const other = decode(file);
  if (!log || !other) throw new Error('the two logs can not be compared: one of them can not be read');
  return compareLogs(log, other, gameById(log.header.game), sha256) ?? null;
}

/** What of it can be read, whatever it is worth. */
function decode({ chunks }: LogFile): MatchLog | undefined {
  try {
    return decodeLog(chunks.map(({ bytes }) => bytes));
  } catch {
    return undefined;
  }
}

function print(text: string, code: number): number {
  console.log(text);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
