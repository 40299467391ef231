// `arbiter replay`: what is in a replay, from a file, a match id or a URL, and the match's state at any tick of it.

import { parseArgs } from 'node:util';
import { gameById } from '../games/index.ts';
import { rulesOf } from '../games/kit/index.ts';
import { Playback } from '../replays/playback.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { sha256 } from '../services/sha256.ts';
import { zstd } from '../services/zstd.ts';
import { isMatchId, read } from './verify/source.ts';

const usage = `usage: arbiter replay <file | match id | url> [options]

  --at <tick>           the state at the end of this tick, as JSON on the last line
  --endpoint <url>      the server that is asked for match ids; default http://localhost:2567
  --json                one JSON object instead of text

It believes what the replay says: arbiter verify judges it. Exit code 0, or 2 when it could not be read.`;

const options = {
  at: { type: 'string' },
  endpoint: { type: 'string', default: 'http://localhost:2567' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name] = positionals;
  if (values.help) return console.log(usage);
  if (name === undefined || positionals.length > 1) throw new Error(usage);
  if (values.at !== undefined && !/^\d{1,9}$/.test(values.at)) throw new Error('--at is a tick: a whole number from 0');
  const endpoint = values.endpoint.replace(/\/+$/, '');
  const bytes = await read(isMatchId(name) ? `${endpoint}/api/v1/matches/${name}/replay` : name);
  const replay = new ReplayFile(bytes, zstd);
  const moment = values.at === undefined ? undefined : momentAt(replay, Number(values.at));
  if (values.json) return console.log(toJson({ ...contentOf(replay), bytes: bytes.length, ...moment }));
  console.log(toText(replay, bytes.length));
  if (moment) console.log(`${momentText(moment)}\n${toJson(moment.state)}`);
}

const contentOf = ({ header, index, starts }: ReplayFile) => ({
  header,
  signed: index.head !== undefined,
  segments: starts,
});

function momentAt(replay: ReplayFile, at: number) {
  const game = gameById(replay.header.game);
  const rules = game && rulesOf(game, replay.header.rules);
  const { tick, exact, outcome, state } = new Playback(replay.header, replay, { rules, sha256, at });
  return { tick, exact, outcome, state };
}

function momentText({ tick, exact, outcome, state }: ReturnType<typeof momentAt>): string {
  const end = outcome ? `, the end: ${outcome.reason}, ranks ${outcome.ranks.join(' ')}` : '';
  const old = `: its rules are not kept here, so this is the keyframe of tick ${state.tick}`;
  return `\ntick ${tick}${end}${exact ? '' : old}`;
}

function toText(replay: ReplayFile, size: number): string {
  const { header, index, starts } = replay;
  const { matchId, game, mode, rules, seats, tickRate } = header;
  const [last] = starts.slice(-1);
  const lines = [
    ['match', `${matchId}: ${game} ${mode}, rules version ${rules}`],
    ['seats', seats.join(', ')],
    ['length', `${last!.tick} ticks, ${Math.round(last!.tick / tickRate)} s, ${last!.entry} entries`],
    ['size', `${size} bytes`],
    ['signature', index.head ? 'there, not checked (arbiter verify does)' : 'none'],
    ['segments', `${starts.length}, each from a keyframe`],
  ];
  const table = index.starts.map(({ tick, entry, offset }, i) => {
    const bytes = (index.starts[i + 1]?.offset ?? index.end) - offset;
    return `  tick ${`${tick}`.padStart(7)}   entry ${`${entry}`.padStart(7)}   ${`${bytes}`.padStart(7)} bytes`;
  });
  return [...lines.map(([name = '', text = '']) => `${name.padEnd(14)}${text}`), ...table].join('\n');
}

/** Maps as objects; bytes do not occur. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (item instanceof Map ? Object.fromEntries(item) : item));

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
