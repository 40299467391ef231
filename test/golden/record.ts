// node test/golden/record.ts <game>: writes the golden log of a game's current rules version, the longest of some
// matches of its bots in its default mode, and its replay; what is there already stays. A golden log is never written again: when a change of the rules makes one fail, raise the rules'
// version, keep the rules that replay the old one, and record another.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gameById } from '../../src/games/index.ts';
import { compact } from '../../src/replays/compact.ts';
import { toFile } from '../../src/replays/log-file.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { signHead } from '../../src/replays/signed-head.ts';
import { zstd } from '../../src/services/zstd.ts';
import { playBots, seedOf, sha256 } from '../games/driver.ts';
import { goldenSigner } from './signer.ts';

const game = gameById(process.argv[2] ?? '');
if (!game) throw new Error('usage: node test/golden/record.ts <game>');
const { id, version, defaultMode } = game.rules;

const logs = Array.from(
  { length: 20 },
  (_, n) => playBots(game, defaultMode, seedOf(`golden ${id} ${version}`, n)).log,
);
const log = logs.reduce((longest, each) => (each.entries.length > longest.entries.length ? each : longest));
const matchId = `00000000-0000-4000-8000-${version.toString().padStart(12, '0')}`;
const writer = new LogWriter({ ...log.header, matchId }, sha256);
const chunks = [writer.first];
for (let at = 0; at < log.entries.length; at += 20) chunks.push(writer.entries(log.entries.slice(at, at + 20)));
const head = signHead({ matchId, ...writer.summary(), chainHash: chunks.at(-1)!.hash }, goldenSigner);

const stored = { chunks, head };
const files = {
  arblog: toFile(stored),
  arbreplay: compact(stored, { rules: game.rules, sha256 }, zstd),
};
for (const [extension, bytes] of Object.entries(files)) {
  const path = join(import.meta.dirname, `${id}-${version}.${extension}`);
  if (existsSync(path)) continue;
  await writeFile(path, bytes, { flag: 'wx' });
  console.log(`${path}: ${log.entries.length} entries, ${bytes.length} bytes`);
}
