// A log's bytes: what is written is read, and what is not a log is refused with the place.

import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry, LogHeader } from '../../src/games/kit/index.ts';
import { firstBrokenChunk } from '../../src/replays/chain.ts';
import { decodeLog, encodeEntry, encodeHeader } from '../../src/replays/log-codec.ts';
import { readFile, toFile } from '../../src/replays/log-file.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { itemsOf } from '../../src/replays/msgpack-items.ts';
import { sha256 } from '../../src/services/sha256.ts';

const header: LogHeader = {
  ...{ matchId: 'm', game: 'chess', rules: 1, mode: 'blitz', seed: '0'.repeat(32), tickRate: 10 },
  seats: ['ann', 'bob'],
  inputs: ['aim', 'moveX'],
};
const tick = fc.nat();
const seat = fc.nat({ max: 9 });
const hash = fc.uint8Array({ minLength: 8, maxLength: 8 });
const entry: fc.Arbitrary<LogEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('action' as const),
    tick,
    seat,
    action: fc.record({ type: fc.string(), move: fc.string(), count: fc.integer() }),
  }),
  fc.record({ kind: fc.constantFrom('join', 'drop', 'resume', 'leave', 'timeout'), tick, seat }),
  fc.record({
    kind: fc.constant('inputs' as const),
    tick,
    changes: fc.array(
      fc.tuple(seat, fc.option(fc.record({ aim: fc.integer(), moveX: fc.integer() }), { nil: undefined })),
    ),
  }),
  fc.record({ kind: fc.constant('hash' as const), tick, hash }),
  fc.record({
    kind: fc.constant('end' as const),
    tick,
    hash,
    outcome: fc.record({ ranks: fc.array(seat), reason: fc.string() }),
  }),
);

test('[L1] every log is read back as it was written, however it was cut into chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry, { minLength: 1 })), (parts) => {
      const writer = new LogWriter(header, sha256);
      const chunks = [writer.first, ...parts.map((part) => writer.entries(part))].map(({ bytes }) => bytes);
      const log = decodeLog(chunks);
      expect(log.header).toEqual(header);
      expect(log.entries).toEqual(parts.flat());
      const items = chunks.flatMap(itemsOf);
      expect(items).toEqual([encodeHeader(header), ...parts.flat().map((one) => encodeEntry(one, header))]);
      expect(writer.summary().leaves).toBe(items.length);
    }),
  );
});

test('[L2] what MessagePack may hold is cut into its items, and what is cut short is not', () => {
  const sizes = [0, 31, 32, 255, 256, 65_535, 65_536];
  const values = [
    ...[0, -1, 127, 128, -33, 1 << 15, -(1 << 15), 2 ** 31, -(2 ** 31), 2 ** 40, -(2 ** 40), 0.5],
    ...[null, true, false, new Date(0), new Date(2 ** 45), {}, [[]]],
    ...sizes.flatMap((size) => ['x'.repeat(size), new Uint8Array(size), Array.from({ length: size }, () => [size])]),
    ...[15, 16, 70_000].map((size) => Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, { i }]))),
  ].map((value) => encode(value));
  const items = itemsOf(Uint8Array.from(values.flatMap((bytes) => [...bytes])));
  expect(items.map((item) => item.length)).toEqual(values.map((bytes) => bytes.length));
  for (const bytes of values.filter(({ length }) => length > 1 && length < 100)) {
    expect(() => itemsOf(bytes.subarray(0, -1))).toThrow();
  }
  expect(() => itemsOf(Uint8Array.of(0xc1))).toThrow(/0xc1/);
});

test('[L2] a chunk that is changed, dropped, added or moved breaks the chain where it happened', () => {
  const writer = new LogWriter(header, sha256);
  const chunks = [writer.first];
  for (let i = 0; i < 5; i++) chunks.push(writer.entries([{ kind: 'join', tick: i, seat: 0 }]));
  const broken = (changed: typeof chunks): number | undefined => firstBrokenChunk(changed, sha256);
  expect(broken(chunks)).toBeUndefined();
  expect(broken(chunks.toSpliced(2, 1, { ...chunks[2]!, bytes: chunks[3]!.bytes }))).toBe(2);
  expect(broken(chunks.toSpliced(3, 1))).toBe(3);
  expect(broken(chunks.toSpliced(1, 0, chunks[1]!))).toBe(2);
  expect(broken([chunks[0]!, chunks[2]!, chunks[1]!])).toBe(1);
  expect(broken(chunks.slice(1))).toBe(0);
});

test('a log file holds the chunks and the head, and says where it is cut short', () => {
  const writer = new LogWriter(header, sha256);
  const chunks = [writer.first, writer.entries([{ kind: 'join', tick: 0, seat: 0 }])].map(({ bytes, hash }) => ({
    bytes: new Uint8Array(bytes),
    hash: new Uint8Array(hash),
  }));
  const head = new Uint8Array(171).fill(3);
  const file = toFile({ chunks });
  expect(readFile(file)).toEqual({ chunks });
  expect(readFile(toFile({ chunks, head }))).toEqual({ chunks, head });
  expect(readFile(file.slice(0, -1))).toEqual({ chunks: chunks.slice(0, 1), damage: 'frame' });
  expect(readFile(toFile({ chunks, head }).slice(0, -1))).toEqual({ chunks, damage: 'frame' });
  expect(readFile(new TextEncoder().encode('{"some":"json"}'))).toEqual({ chunks: [], damage: 'magic' });
});

test('what is no log is refused with the chunk that is wrong', () => {
  expect(() => decodeLog([])).toThrow(/no chunks/);
  expect(() => decodeLog([Uint8Array.of(0xc1)])).toThrow(/^chunk 0 /);
  expect(() => decodeLog([encodeHeader({ ...header, seats: [7] } as unknown as LogHeader)])).toThrow(/lacks a field/);
  for (const bytes of [[0x07], [0x93, 10, 0, 0x91, 0x92, 0, 1], [0x92, 1, 0xff], [0x93, 99, 0, 0], [0x94, 2, 0]]) {
    expect(() => decodeLog([encodeHeader(header), Uint8Array.from(bytes)])).toThrow(/^chunk 1 /);
  }
});
