// Replay files: the log comes out of them again to the byte, and one segment is enough to enter a match anywhere.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { decompress } from 'fzstd';
import { describe, expect, test } from 'vitest';
import { battleship } from '../../src/games/battleship/index.ts';
import { chess } from '../../src/games/chess/index.ts';
import { gameById } from '../../src/games/index.ts';
import { type Game, restore, snapshot } from '../../src/games/kit/index.ts';
import { chain } from '../../src/replays/chain.ts';
import { compact, expand } from '../../src/replays/compact.ts';
import { decodeHeader } from '../../src/replays/log-codec.ts';
import { readFile, type StoredLog, toFile } from '../../src/replays/log-file.ts';
import { Playback } from '../../src/replays/playback.ts';
import {
  encodeReplay,
  isReplay,
  readHeaderChunk,
  readIndex,
  readTrailer,
  ReplayFile,
  TRAILER_LENGTH,
} from '../../src/replays/replay-file.ts';
import { verifyReplay } from '../../src/replays/verify-replay.ts';
import { decodeSegment } from '../../src/replays/segment-codec.ts';
import { segmentAt, type Segments } from '../../src/replays/segments.ts';
import { verifyEd25519 } from '../../src/services/ed25519.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { zstd } from '../../src/services/zstd.ts';
import { shortened } from '../games/arena/setup.ts';
import { open, playBots, seedOf } from '../games/driver.ts';
import { pile } from '../games/kit/pile.ts';
import { runScript, scriptsFor } from '../games/scripts.ts';
import { testSigner } from '../support/finished-matches.ts';
import { stored } from './stored.ts';

const golden = join(import.meta.dirname, '../golden');
/** Those written in the form of today: the first of the arena has inputs in their older form. */
const goldenLogs = readdirSync(golden).filter((name) => name.endsWith('.arblog') && name !== 'arena-1.arblog');
const compacted = (log: StoredLog, game: Game): Uint8Array => compact(log, { rules: game.rules, sha256 }, zstd);
const fileOf = (replay: Uint8Array): Uint8Array => toFile(expand(new ReplayFile(replay, zstd), sha256));

describe('[L5] [L2] out of a replay comes the log that went in, to the byte', () => {
  test.each(goldenLogs)('%s', (name) => {
    const file = new Uint8Array(readFileSync(join(golden, name)));
    const log = readFile(file);
    const replay = compacted(log, gameById(decodeHeader(log.chunks[0]!.bytes).game)!);
    expect(fileOf(replay)).toEqual(file);
    expect(replay.length).toBeLessThan(file.length);
  });

  test.each([chess, battleship, shortened(10, 3)].map((game) => [game.rules.id, game as Game] as const))(
    '%s, whatever is done in it and however it was cut into chunks',
    (_, game) => {
      const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(scriptsFor(game, undefined), sizes, (script, chunkSizes) => {
          const log = stored(runScript(game, script).log, chunkSizes);
          expect(fileOf(compacted(log, game))).toEqual(toFile(log));
        }),
        { numRuns: 60 },
      );
    },
  );

  test('a match of which only the header was written', () => {
    const log = stored(open(chess, 'blitz', seedOf('empty', 0)).log);
    expect(fileOf(compacted(log, chess))).toEqual(toFile(log));
  });
});

describe('[L5] a log that would not come out again is not compacted', () => {
  const [header, ...chunks] = stored(playBots(shortened(10, 3), 'duel', seedOf('refused', 0)).log).chunks;
  const input = { aim: 1, fire: 0, moveX: 0, moveY: 0, seenAgo: 0 };
  const with1 = (...entries: unknown[]): StoredLog => {
    const bytes = Uint8Array.from(entries.flatMap((entry) => [...encode(entry)]));
    return { chunks: [header!, chain(header!.hash, bytes, sha256)], head: undefined };
  };
  test.each([
    ['with inputs in their older form', with1([9, 1, 0, input])],
    ['with inputs in their older form, of a whole match', readFile(readFileSync(join(golden, 'arena-1.arblog')))],
    [
      'with seats in an order in which no match writes them',
      with1([
        10,
        1,
        [
          [1, 1, 0, 0, 0, 0],
          [0, 1, 0, 0, 0, 0],
        ],
      ]),
    ],
    ['with keys that are not sorted', with1([1, 1, 0, { type: 'x', move: 'y' }])],
    ['that goes back in time', with1([4, 5, 0], [4, 4, 0])],
    ["whose hashes are not the state's own", with1([4, 0, 0], [2, 30, new Uint8Array(8)])],
    ['with a chunk of nothing', { chunks: [header!, ...chunks, chain(chunks.at(-1)!.hash, new Uint8Array(), sha256)] }],
    ['without chunks', { chunks: [] }],
  ])('%s', (_, log) => {
    expect(() => compacted(log, shortened(10, 3))).toThrow();
  });
});

/** What a reader with HTTP Range requests does, and how many bytes it takes. */
function enterAt(tick: number, fetchRange: (start: number, end: number) => Uint8Array, size: number) {
  const trailer = readTrailer(fetchRange(size - TRAILER_LENGTH, size));
  const { starts, end } = readIndex(fetchRange(trailer.index, size - TRAILER_LENGTH), trailer);
  const header = decodeHeader(readHeaderChunk(fetchRange(0, starts[0]!.offset)));
  const at = segmentAt(starts, tick);
  const bytes = fetchRange(starts[at]!.offset, starts[at + 1]?.offset ?? end);
  const only = decodeSegment(bytes, header, { decompress });
  const segment = (index: number) => (index === at ? only : expect.unreachable('another segment was asked for'));
  return { header, segments: { starts, segment } satisfies Segments };
}

test('[L5] [L6] trailer, index, header and one segment suffice to enter a match anywhere, in a browser, too', () => {
  const game = shortened(200, 50);
  const { log } = playBots(game, 'classic', seedOf('range', 0));
  const file = compacted(stored(log), game);
  const whole = new Playback(log.header, new ReplayFile(file, zstd), { rules: game.rules, sha256 });
  for (const tick of [0, 1_000, 2_500, 4_321, 5_999]) {
    let fetched = 0;
    const fetchRange = (start: number, end: number): Uint8Array => {
      fetched += end - start;
      return file.slice(start, end);
    };
    const { header, segments } = enterAt(tick, fetchRange, file.length);
    const playback = new Playback(header, segments, { rules: game.rules, sha256, at: tick });
    whole.seek(tick);
    expect(snapshot(playback.state)).toEqual(snapshot(whole.state));
    expect(fetched).toBeLessThan(file.length / 2);
  }
});

test('what is no replay, or was cut or changed in its frame, is refused', () => {
  const { log } = playBots(pile, 'usual', seedOf('frame', 0));
  const file = compacted(stored(log), pile);
  const read = (bytes: Uint8Array): unknown => fileOf(bytes);
  expect(isReplay(file)).toBe(true);
  expect(isReplay(toFile(stored(log)))).toBe(false);
  expect(() => read(toFile(stored(log)))).toThrow(/not an Arbiter replay/);
  for (let length = 0; length < file.length; length++) expect(() => read(file.slice(0, length))).toThrow();
});

describe('[L5] [L2] [L3] a replay is judged by its log and by its keyframes', () => {
  const game = shortened(100, 50);
  const { log } = playBots(game, 'duel', seedOf('judge', 0));
  const file = compacted(stored(log), game);
  const trust = { keys: new Map([[testSigner.keyId, testSigner.publicKey]]), verifyEd25519 };
  const judge = (bytes: Uint8Array) => verifyReplay(bytes, zstd, { gameById: () => game, sha256, trust });

  test('one that is as it was written is verified', () => {
    expect(judge(file)).toMatchObject({ verified: true, signature: 'valid' });
  });

  test('a bit that was flipped is found, unless it says the same', () => {
    const bit = fc.nat({ max: file.length * 8 - 1 });
    let found = 0;
    fc.assert(
      fc.property(bit, (at) => {
        const changed = file.slice();
        changed[at >> 3]! ^= 1 << (at & 7);
        if (!judge(changed).verified) found++;
        else expect(contentOf(changed)).toEqual(contentOf(file));
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('a keyframe of another match is found, though the log is the signed one', () => {
    const replay = new ReplayFile(file, zstd);
    const segments = replay.starts.map((_, i) => replay.segment(i));
    const { state, ...rest } = { ...segments[1]!.keyframe, state: restore(segments[1]!.keyframe.snapshot) };
    const keyframe = { ...rest, snapshot: snapshot({ ...(state as object), scoreLimit: 51 }) };
    const { header, headerChunk, index } = replay;
    const forged = encodeReplay(
      { header, headerChunk, head: index.head, segments: segments.with(1, { ...segments[1]!, keyframe }) },
      zstd,
    );
    expect(fileOf(forged)).toEqual(fileOf(file));
    expect(judge(forged)).toMatchObject({
      verified: false,
      what: expect.stringMatching(/^the keyframe at tick 1800 /),
    });
  });
});

/** All that a replay says. */
function contentOf(file: Uint8Array): unknown {
  const replay = new ReplayFile(file, zstd);
  return [fileOf(file), replay.starts.map((_, i) => replay.segment(i))];
}
