// A segment's entries in columns: all kinds, all ticks, all seats, … one after the other, since like beside like is what
// compression lives on. docs/replay-format.md describes every byte.

import { decodeMulti, Encoder } from '@msgpack/msgpack';
import {
  ByteReader,
  ByteWriter,
  type InputChange,
  type Keyframe,
  type LogEntry,
  type LogHeader,
} from '../games/kit/index.ts';
import { decodeInputs, encodeInputs } from './input-columns.ts';

/** An entry's kind is its place in this list; a new one is added at the end. */
const kinds = ['action', 'inputs', 'hash', 'end', 'join', 'drop', 'resume', 'leave', 'timeout'] as const;
const codes = new Map<LogEntry['kind'], number>(kinds.map((kind, code) => [kind, code]));

const HASH_LENGTH = 8;

const encoder = new Encoder({ sortKeys: true });

/** `from` is the keyframe that the entries follow. Throws on what the columns can't hold. */
export function encodeEntries(entries: readonly LogEntry[], { inputs = [] }: LogHeader, from: Keyframe): Uint8Array[] {
  const columns = Array.from({ length: 5 }, () => new ByteWriter()) as Five<ByteWriter>;
  const [kinds, ticks, seats, values, hashes] = columns;
  const changes: (readonly InputChange[])[] = [];
  let { tick } = from;
  for (const entry of entries) {
    kinds.byte(codes.get(entry.kind)!);
    ticks.varint(entry.tick - tick);
    tick = entry.tick;
    if ('seat' in entry) seats.varint(entry.seat);
    if ('hash' in entry) hashes.raw(checkLength(entry.hash));
    if (entry.kind === 'action') values.raw(encoder.encode(entry.action));
    if (entry.kind === 'end') values.raw(encoder.encode([entry.outcome.reason, entry.outcome.ranks]));
    if (entry.kind === 'inputs') changes.push(entry.changes);
  }
  return [...columns.map((column) => column.bytes()), ...encodeInputs(changes, inputs, from.inputs)];
}

export function decodeEntries(columns: readonly Uint8Array[], { inputs = [] }: LogHeader, from: Keyframe): LogEntry[] {
  const [kindBytes, ...rest] = columns as Five<Uint8Array>;
  const [ticks, seats, , hashes] = rest.map((column) => new ByteReader(column)) as Four<ByteReader>;
  const values = decodeMulti(rest[2]);
  const count = kindBytes.filter((code) => kinds[code] === 'inputs').length;
  const changes = decodeInputs(columns.slice(5), count, inputs, from.inputs).values();
  let { tick } = from;
  return Array.from(kindBytes, (code): LogEntry => {
    const kind = kinds[code];
    tick += ticks.varint();
    switch (kind) {
      case undefined:
        throw new Error('an entry is not of any known kind');
      case 'action':
        return { kind, tick, seat: seats.varint(), action: take(values) };
      case 'inputs':
        return { kind, tick, changes: take(changes) };
      case 'hash':
        return { kind, tick, hash: hashes.raw(HASH_LENGTH) };
      case 'end': {
        const [reason, ranks] = take(values) as [string, number[]];
        return { kind, tick, outcome: { reason, ranks }, hash: hashes.raw(HASH_LENGTH) };
      }
      default:
        return { kind, tick, seat: seats.varint() };
    }
  });
}

type Five<T> = [T, T, T, T, T];
type Four<T> = [T, T, T, T];

function take<T>(values: Iterator<T>): T {
  const { value, done } = values.next();
  if (done) throw new Error('a column ends too early');
  return value;
}

function checkLength(hash: Uint8Array): Uint8Array {
  if (hash.length !== HASH_LENGTH) throw new Error(`a state hash has ${hash.length} bytes`);
  return hash;
}
