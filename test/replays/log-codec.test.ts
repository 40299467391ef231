// A log's bytes: what is written is read, and what is not a log is refused with the place.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry, LogHeader } from '../../src/games/kit/index.ts';
import { chain, firstBrokenChunk, fromFile, toFile } from '../../src/replays/chain.ts';
import { decodeLog, encodeEntries, encodeHeader } from '../../src/replays/log-codec.ts';
import { sha256 } from '../../src/services/sha256.ts';

const header: LogHeader = {
  ...{ matchId: 'm', game: 'chess', rules: 1, mode: 'blitz', seed: '0'.repeat(32), tickRate: 10 },
  seats: ['ann', 'bob'],
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
      const log = decodeLog([encodeHeader(header), ...parts.map(encodeEntries)]);
      expect(log.header).toEqual(header);
      expect(log.entries).toEqual(parts.flat());
    }),
  );
});

test('[L2] a chunk that is changed, dropped, added or moved breaks the chain where it happened', () => {
  const chunks = [chain(undefined, encodeHeader(header), sha256)];
  for (let i = 0; i < 5; i++) {
    chunks.push(chain(chunks.at(-1)!.hash, encodeEntries([{ kind: 'join', tick: i, seat: 0 }]), sha256));
  }
  const broken = (changed: typeof chunks): number | undefined => firstBrokenChunk(changed, sha256);
  expect(broken(chunks)).toBeUndefined();
  expect(broken(chunks.toSpliced(2, 1, { ...chunks[2]!, bytes: chunks[3]!.bytes }))).toBe(2);
  expect(broken(chunks.toSpliced(3, 1))).toBe(3);
  expect(broken(chunks.toSpliced(1, 0, chunks[1]!))).toBe(2);
  expect(broken([chunks[0]!, chunks[2]!, chunks[1]!])).toBe(1);
  expect(broken(chunks.slice(1))).toBe(0);
});

test('a log file holds the chunks, and anything cut short is refused', () => {
  const first = chain(undefined, encodeHeader(header), sha256);
  const chunks = [first, chain(first.hash, encodeEntries([{ kind: 'join', tick: 0, seat: 0 }]), sha256)];
  const file = toFile(chunks);
  expect(fromFile(file).map(({ bytes }) => [...bytes])).toEqual(chunks.map(({ bytes }) => [...bytes]));
  expect(() => fromFile(file.slice(0, -1))).toThrow(/cut short in chunk 1/);
  expect(() => fromFile(new TextEncoder().encode('{"some":"json"}'))).toThrow(/not an Arbiter log/);
});

test('what is no log is refused with the chunk that is wrong', () => {
  expect(() => decodeLog([])).toThrow(/no chunks/);
  expect(() => decodeLog([Uint8Array.of(0xc1)])).toThrow(/^chunk 0 /);
  expect(() => decodeLog([encodeHeader({ ...header, seats: [7] } as unknown as LogHeader)])).toThrow(/lacks a field/);
  for (const bytes of [[0x07], [0x92, 1, 0xff], [0x93, 99, 0, 0], [0x94, 2, 0]]) {
    expect(() => decodeLog([encodeHeader(header), Uint8Array.from(bytes)])).toThrow(/^chunk 1 /);
  }
});
