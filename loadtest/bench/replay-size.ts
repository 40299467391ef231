// How many bytes a compact replay takes beside a recording of Colyseus' own patches, and what a seek in it costs: an
// arena of eight for five minutes, played by the rules alone.

import { Encoder, type Schema } from '@colyseus/schema';
import { arena } from '../../src/games/arena/index.ts';
import { arenaMode } from '../../src/games/arena/modes.ts';
import {
  below,
  type Game,
  headerOf,
  type Input,
  type LogEntry,
  Match,
  type MatchState,
  onSchema,
  type RngWords,
  seeded,
} from '../../src/games/kit/index.ts';
import { compact } from '../../src/replays/compact.ts';
import { type StoredLog, toFile } from '../../src/replays/log-file.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { Playback } from '../../src/replays/playback.ts';
import { ReplayFile } from '../../src/replays/replay-file.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { zstd } from '../../src/services/zstd.ts';
import type { Benchmark } from './benchmark.ts';

/** At most this share of the patches' bytes. */
const goal = 1 / 8;
const seats = 8;

const mode = arenaMode('Bench', seats, { scoreLimit: 10_000, powerUps: true });
const game = { ...arena, rules: { ...arena.rules, modes: { bench: mode }, defaultMode: 'bench' } } as unknown as Game;

type Player = (state: MatchState, seat: number, rng: RngWords, now: Input | undefined) => Input | undefined;

const players: Readonly<Record<'wanderers' | 'bots', Player>> = {
  /** Change direction, aim and trigger about three times a second each. */
  wanderers(_state, _seat, rng, now) {
    if (now && below(rng, 10) > 0) return now;
    const axis = (): number => below(rng, 3) - 1;
    const wish = { moveX: axis(), moveY: axis(), aim: below(rng, 256), fire: below(rng, 4) > 0 ? 1 : 0 };
    return game.inputs!.read(wish, below(rng, 8));
  },
  /** The game's own: aim anew, with a shaking hand, in almost every tick. */
  bots: (state, seat, rng) => game.bot(state, seat, rng) as Input | undefined,
};

export const replaySize: Benchmark = async ({ say, progress }) => {
  say(
    '\nreplay_size_ratio: an arena of eight, five minutes; patches of every tick as one stream; all by zstd, level 19',
  );
  say('  played by     patches  compressed       log    replay   ratio   mean seek   compaction');
  const figures = { replay_size_ratio: 0, replay_size_ratio_bots: 0, replay_seek_ms: 0 };
  for (const [name, player] of Object.entries(players)) {
    progress(`an arena of ${name}`);
    const row = measure(player);
    say(`  ${name.padEnd(10)}${toText(row)}`);
    if (name === 'bots') figures.replay_size_ratio_bots = row.ratio;
    else Object.assign(figures, { replay_size_ratio: row.ratio, replay_seek_ms: row.seekMs });
  }
  const { replay_size_ratio: ratio } = figures;
  return { figures, missed: ratio > goal ? [`replay_size_ratio is ${ratio.toFixed(3)}, more than ${goal}`] : [] };
};

function measure(player: Player) {
  const { log, patches } = record(player);
  const compressed = zstd.compress(patches).length;
  const begun = performance.now();
  const replay = compact(log, { rules: game.rules, sha256 }, zstd);
  const compactionMs = performance.now() - begun;
  const sizes = { patches: patches.length, compressed, log: toFile(log).length, replay: replay.length };
  return { ...sizes, ratio: replay.length / compressed, seekMs: meanSeekMs(replay), compactionMs };
}

function toText({ patches, compressed, log, replay, ratio, seekMs, compactionMs }: ReturnType<typeof measure>): string {
  const bytes = [patches, compressed, log, replay].map((size) => String(size).padStart(10)).join('');
  return `${bytes}   ${ratio.toFixed(3)} ${seekMs.toFixed(1).padStart(8)} ms ${compactionMs.toFixed(0).padStart(9)} ms`;
}

/** A match as a room would play it: its log in chunks of a second, and what its clients would be sent in every tick. */
function record(player: Player): { readonly log: StoredLog; readonly patches: Uint8Array } {
  const ids = Array.from({ length: seats }, (_, seat) => `00000000-0000-4000-8000-00000000000${seat}`);
  const header = headerOf(game, { matchId: ids[0]!, mode: 'bench', seed: '5'.repeat(32), seats: ids });
  const writer = new LogWriter(header, sha256);
  const chunks = [writer.first];
  let pending: LogEntry[] = [];
  const options = { make: onSchema(game.entities), sha256, record: (entry: LogEntry) => void pending.push(entry) };
  const match = new Match(game.rules, header, options);
  const encoder = new Encoder(match.state as MatchState & Schema);
  const patches: Uint8Array[] = [];
  const rng = seeded('7'.repeat(32));
  let inputs: (Input | undefined)[] = ids.map(() => undefined);
  while (!match.outcome) {
    inputs = inputs.map((now, seat) => player(match.state, seat, rng, now));
    match.input(inputs.entries());
    match.advance();
    patches.push(encoder.encode().slice());
    encoder.discardChanges();
    if (match.state.tick % game.rules.tickRate > 0 && !match.outcome) continue;
    if (pending.length > 0) chunks.push(writer.entries(pending));
    pending = [];
  }
  return { log: { chunks }, patches: Buffer.concat(patches) };
}

/** From anywhere to anywhere, each from a file that nothing is known of yet. */
function meanSeekMs(file: Uint8Array): number {
  const replay = new ReplayFile(file, zstd);
  const ticks = replay.starts.at(-1)!.tick;
  const rng = seeded('9'.repeat(32));
  const seeks = 100;
  const begun = performance.now();
  for (let i = 0; i < seeks; i++) {
    const at = below(rng, ticks);
    void new Playback(replay.header, new ReplayFile(file, zstd), { rules: game.rules, sha256, at });
  }
  return (performance.now() - begun) / seeks;
}
