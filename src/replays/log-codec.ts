// A match log as bytes: chunks of MessagePack, written one after the other while the match runs.
// The first chunk is the header, each later one a run of entries. docs/log-format.md describes every byte.

import { decode, decodeMulti, Encoder } from '@msgpack/msgpack';
import type { Input, InputChange, LogEntry, LogHeader, MatchLog, SeatEvent } from '../games/kit/index.ts';

/** Raised whenever the bytes change their meaning; old readers refuse newer logs by it. */
const FORMAT = 1;

const encoder = new Encoder({ sortKeys: true });

const seatEventCodes = { join: 4, drop: 5, resume: 6, leave: 7, timeout: 8 } as const satisfies Record<
  SeatEvent,
  number
>;
const ACTION = 1;
const HASH = 2;
const END = 3;
const INPUTS = 10;
/** One seat's input, its fields by name: in logs older than `INPUTS`. */
const ONE_INPUT = 9;
const seatEvents = new Map<number, SeatEvent>(
  Object.entries(seatEventCodes).map(([kind, code]) => [code, kind as SeatEvent]),
);

export function encodeHeader(header: LogHeader): Uint8Array {
  return encoder.encode([FORMAT, header]);
}

/** `header` is that of the entry's log. */
export function encodeEntry(entry: LogEntry, { inputs }: Fields): Uint8Array {
  return encoder.encode(toTuple(entry, inputs ?? []));
}

/** The log that these chunks hold. Throws UnreadableChunk where they are none. */
export function decodeLog(chunks: readonly Uint8Array[]): MatchLog {
  const [first, ...rest] = chunks;
  if (!first) throw new Error('the log has no chunks');
  const header = inChunk(0, () => decodeHeader(first));
  const entries = rest.flatMap((chunk, i) => inChunk(i + 1, () => decodeChunk(chunk, header)));
  return { header, entries };
}

/** The entries of one chunk that is not the first. */
export function decodeChunk(bytes: Uint8Array, { inputs }: Fields): LogEntry[] {
  return [...decodeMulti(bytes)].map((tuple) => fromTuple(tuple, inputs ?? []));
}

/** What of a header the entries depend on. */
type Fields = Pick<LogHeader, 'inputs'>;

function toTuple(entry: LogEntry, fields: readonly string[]): unknown[] {
  switch (entry.kind) {
    case 'action':
      return [ACTION, entry.tick, entry.seat, entry.action];
    case 'inputs':
      return [INPUTS, entry.tick, entry.changes.map((change) => toValues(change, fields))];
    case 'hash':
      return [HASH, entry.tick, entry.hash];
    case 'end':
      return [END, entry.tick, entry.hash, entry.outcome.reason, entry.outcome.ranks];
    default:
      return [seatEventCodes[entry.kind], entry.tick, entry.seat];
  }
}

const toValues = ([seat, input]: InputChange, fields: readonly string[]): (number | undefined)[] =>
  input ? [seat, ...fields.map((field) => input[field])] : [seat];

function fromValues(values: unknown, fields: readonly string[]): InputChange {
  if (!Array.isArray(values) || !isCount(values[0]) || !values.every(Number.isSafeInteger)) {
    throw new Error('an input is not a list of whole numbers');
  }
  const [seat, ...rest] = values as [number, ...number[]];
  if (rest.length === 0) return [seat, undefined];
  if (rest.length !== fields.length) throw new Error(`an input has ${rest.length} values in place of ${fields.length}`);
  return [seat, Object.fromEntries(fields.map((field, i) => [field, rest[i]!]))];
}

function fromTuple(tuple: unknown, fields: readonly string[]): LogEntry {
  if (!Array.isArray(tuple)) throw new Error('an entry is not a list');
  const [code, tick, third, fourth, fifth] = tuple as unknown[];
  if (!isCount(tick)) throw new Error('an entry has no tick');
  if (code === HASH && third instanceof Uint8Array) return { kind: 'hash', tick, hash: third };
  if (
    code === END &&
    third instanceof Uint8Array &&
    typeof fourth === 'string' &&
    Array.isArray(fifth) &&
    fifth.every(isCount)
  ) {
    return { kind: 'end', tick, hash: third, outcome: { reason: fourth, ranks: fifth } };
  }
  if (code === INPUTS && Array.isArray(third)) {
    return { kind: 'inputs', tick, changes: third.map((values) => fromValues(values, fields)) };
  }
  if (!isCount(third)) throw new Error('an entry is not of any known kind');
  if (code === ACTION) return { kind: 'action', tick, seat: third, action: fourth };
  if (code === ONE_INPUT && (fourth === null || isInput(fourth))) {
    return { kind: 'inputs', tick, changes: [[third, fourth ?? undefined]] };
  }
  const kind = seatEvents.get(code as number);
  if (!kind) throw new Error('an entry is not of any known kind');
  return { kind, tick, seat: third };
}

export function decodeHeader(bytes: Uint8Array): LogHeader {
  const [format, header] = decode(bytes) as [number, LogHeader];
  if (format !== FORMAT) throw new Error(`log format ${format} is not known here; this reads format ${FORMAT}`);
  const texts = [header.matchId, header.game, header.mode, header.seed];
  if (
    ![header.seats, header.inputs ?? []].every(areTexts) ||
    !areTexts([...texts, header.rulesHash ?? '']) ||
    !isCount(header.rules) ||
    !isCount(header.tickRate)
  ) {
    throw new Error('the header lacks a field');
  }
  return header;
}

/** Thrown where a chunk's bytes say nothing. */
export class UnreadableChunk extends Error {
  readonly chunk: number;

  constructor(chunk: number, cause: unknown) {
    super(`chunk ${chunk} can't be read: ${(cause as Error).message}`, { cause });
    this.chunk = chunk;
  }
}

function inChunk<T>(index: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadableChunk(index, error);
  }
}

const areTexts = (values: unknown): boolean =>
  Array.isArray(values) && values.every((value) => typeof value === 'string');

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && Object.values(value).every((item) => Number.isSafeInteger(item));

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
