// A state as canonical bytes, and back. The same bytes from plain objects and from Colyseus schema objects: they are
// what a state hash is taken of, and what a keyframe stores.

import { ByteReader, ByteWriter } from './byte-stream.ts';

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const INTEGER = 3;
const DOUBLE = 4;
const TEXT = 5;
const LIST = 6;
const RECORD = 7;
const MAP = 8;

/** SHA-256, passed in so that pure code runs in Node and in a browser alike. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Canonical bytes of a state: fields and map keys sorted, undefined fields left out. */
export function snapshot(state: unknown): Uint8Array {
  const out = new ByteWriter();
  write(out, state);
  return out.bytes();
}

/** The plain state whose snapshot these bytes are. Throws on bytes that no snapshot has. */
export function restore(bytes: Uint8Array): unknown {
  const input = new ByteReader(bytes);
  const value = read(input);
  if (!input.done) throw new Error('a snapshot has bytes left over');
  return value;
}

/** The first 8 bytes of SHA-256 over the snapshot: what the log records every second. */
export function stateHash(state: unknown, sha256: Sha256): Uint8Array {
  return sha256(snapshot(state)).slice(0, 8);
}

function write(out: ByteWriter, value: unknown): void {
  if (value === null || value === undefined) return out.byte(NULL);
  switch (typeof value) {
    case 'boolean':
      return out.byte(value ? TRUE : FALSE);
    case 'number':
      return writeNumber(out, value);
    case 'string':
      out.byte(TEXT);
      return out.text(value);
    case 'object':
      return writeObject(out, value);
    default:
      throw new Error(`a state can't hold a ${typeof value}`);
  }
}

function writeNumber(out: ByteWriter, value: number): void {
  if (!Number.isFinite(value)) throw new Error(`a state can't hold ${value}`);
  // Twice anything larger would no longer be exact; as a double it is.
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 52) {
    out.byte(INTEGER);
    out.signed(value);
  } else {
    out.byte(DOUBLE);
    out.double(value);
  }
}

function writeObject(out: ByteWriter, value: object): void {
  if (isMap(value)) {
    const entries = [...value.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    out.byte(MAP);
    out.varint(entries.length);
    for (const [key, item] of entries) {
      out.text(key);
      write(out, item);
    }
  } else if (isList(value)) {
    out.byte(LIST);
    out.varint(value.length);
    for (const item of value) write(out, item);
  } else {
    writeRecord(out, value as Record<string, unknown>);
  }
}

function writeRecord(out: ByteWriter, record: Record<string, unknown>): void {
  const fields: string[] = [];
  // for…in on purpose: a schema object's fields are enumerable accessors of its prototype.
  for (const field in record) if (record[field] !== undefined) fields.push(field);
  out.byte(RECORD);
  out.varint(fields.length);
  for (const field of fields.sort()) {
    out.text(field);
    write(out, record[field]);
  }
}

export const isMap = (value: object): value is Map<string, unknown> =>
  'size' in value && 'entries' in value && typeof value.entries === 'function';
export const isList = (value: object): value is unknown[] => Symbol.iterator in value && 'length' in value;

function read(input: ByteReader): unknown {
  const tag = input.byte();
  switch (tag) {
    case NULL:
      return null;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case INTEGER:
      return input.signed();
    case DOUBLE:
      return input.double();
    case TEXT:
      return input.text();
    case LIST:
      return Array.from({ length: input.varint() }, () => read(input));
    case RECORD:
      return Object.fromEntries(Array.from({ length: input.varint() }, () => [input.text(), read(input)]));
    case MAP:
      return new Map(Array.from({ length: input.varint() }, () => [input.text(), read(input)]));
    default:
      throw new Error(`a snapshot has an unknown tag ${tag}`);
  }
}
