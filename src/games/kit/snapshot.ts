// A state as canonical bytes, and back. The same bytes from plain objects and from Colyseus schema objects: they are
// what a state hash is taken of, and what a keyframe stores.

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
  const out = new Writer();
  write(out, state);
  return out.bytes();
}

/** The plain state whose snapshot these bytes are. Throws on bytes that no snapshot has. */
export function restore(bytes: Uint8Array): unknown {
  const input = new Reader(bytes);
  const value = read(input);
  if (input.at !== bytes.length) throw new Error('a snapshot has bytes left over');
  return value;
}

/** The first 8 bytes of SHA-256 over the snapshot: what the log records every second. */
export function stateHash(state: unknown, sha256: Sha256): Uint8Array {
  return sha256(snapshot(state)).slice(0, 8);
}

function write(out: Writer, value: unknown): void {
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

function writeNumber(out: Writer, value: number): void {
  if (!Number.isFinite(value)) throw new Error(`a state can't hold ${value}`);
  // Twice anything larger would no longer be exact; as a double it is.
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 52) {
    out.byte(INTEGER);
    out.varint(value < 0 ? -value * 2 - 1 : value * 2);
  } else {
    out.byte(DOUBLE);
    out.double(value);
  }
}

function writeObject(out: Writer, value: object): void {
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

function writeRecord(out: Writer, record: Record<string, unknown>): void {
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

function read(input: Reader): unknown {
  const tag = input.byte();
  switch (tag) {
    case NULL:
      return null;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case INTEGER: {
      const zigzag = input.varint();
      return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    }
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

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

class Writer {
  #buffer = new Uint8Array(512);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  /** Unsigned LEB128, up to 2^53. */
  varint(value: number): void {
    this.#reserve(8);
    while (value >= 128) {
      this.#buffer[this.#length++] = (value % 128) + 128;
      value = Math.floor(value / 128);
    }
    this.#buffer[this.#length++] = value;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  text(value: string): void {
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + count));
    larger.set(this.#buffer);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }
}

class Reader {
  at = 0;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.#bytes[this.at++];
    if (value === undefined) throw new Error('a snapshot ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  double(): number {
    this.at += 8;
    return this.#view.getFloat64(this.at - 8);
  }

  text(): string {
    const length = this.varint();
    if (this.at + length > this.#bytes.length) throw new Error('a snapshot ends too early');
    this.at += length;
    return decoder.decode(this.#bytes.subarray(this.at - length, this.at));
  }
}
