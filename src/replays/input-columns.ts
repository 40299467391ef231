// The inputs of a segment in columns, one seat after the other: at which of the inputs entries a seat's input changed,
// which of its fields did, and how. What one seat does resembles what it did before, not what others do.

import { ByteReader, ByteWriter, type Input, type InputChange, type Seat } from '../games/kit/index.ts';
import { decodeField, encodeField, type Step } from './field-column.ts';

/** A seat's change: the number of its entry among those of inputs, and the values of all fields; undefined: gone. */
interface SeatChange {
  readonly entry: number;
  readonly values: readonly number[] | undefined;
}

/** In place of which fields changed (bit by bit, plus 1): nothing comes any more. */
const GONE = 0;

type Inputs = readonly (Input | undefined)[];

/** `before` are the inputs at the segment's keyframe. Throws where an entry's seats do not ascend, as a match writes them. */
export function encodeInputs(
  entries: readonly (readonly InputChange[])[],
  fields: readonly string[],
  before: Inputs,
): Uint8Array[] {
  const [seats, masks] = [new ByteWriter(), new ByteWriter()];
  const steps: Step[][] = fields.map(() => []);
  const bySeat = changesBySeat(entries, fields);
  seats.varint(bySeat.length);
  for (const [seat, changes] of bySeat.entries()) {
    seats.varint(changes.length);
    let last = -1;
    let now: readonly number[] = valuesOf(before[seat], fields);
    for (const { entry, values } of changes) {
      seats.varint(entry - last - 1);
      last = entry;
      if (values) masks.varint(1 + stepTo(values, now, steps));
      else masks.varint(GONE);
      now = values ?? now;
    }
  }
  return [seats.bytes(), masks.bytes(), ...steps.map(encodeField)];
}

/** Adds a step to the column of each field that is another now; returns which those are. */
function stepTo(values: readonly number[], now: readonly number[], steps: Step[][]): number {
  let mask = 0;
  for (const [i, value] of values.entries()) {
    if (value === now[i]) continue;
    mask += 2 ** i;
    steps[i]!.push([value, now[i]!]);
  }
  return mask;
}

function changesBySeat(entries: readonly (readonly InputChange[])[], fields: readonly string[]): SeatChange[][] {
  const bySeat: SeatChange[][] = [];
  for (const [entry, changes] of entries.entries()) {
    let last = -1;
    for (const [seat, input] of changes) {
      if (seat <= last) throw new Error('the seats of an inputs entry do not ascend');
      last = seat;
      while (bySeat.length <= seat) bySeat.push([]);
      bySeat[seat]!.push({ entry, values: input && valuesOf(input, fields) });
    }
  }
  return bySeat;
}

/** The changes of so many entries. */
export function decodeInputs(
  columns: readonly Uint8Array[],
  count: number,
  fields: readonly string[],
  before: Inputs,
): InputChange[][] {
  const [seats, masks, ...rest] = columns.map((column) => new ByteReader(column)) as [ByteReader, ByteReader];
  const readers = (rest as ByteReader[]).map(decodeField);
  const entries = Array.from({ length: count }, (): InputChange[] => []);
  const seatCount = seats.varint();
  for (let seat: Seat = 0; seat < seatCount; seat++) {
    let now = valuesOf(before[seat], fields);
    let at = -1;
    for (let left = seats.varint(); left > 0; left--) {
      at += 1 + seats.varint();
      const mask = masks.varint();
      if (mask !== GONE) now = now.map((value, i) => (hasBit(mask - 1, i) ? readers[i]!(value) : value));
      const entry = entries[at];
      if (!entry) throw new Error('a seat changes its input in an entry that there is not');
      entry.push([seat, mask === GONE ? undefined : inputOf(now, fields)]);
    }
  }
  return entries;
}

const hasBit = (mask: number, bit: number): boolean => Math.floor(mask / 2 ** bit) % 2 === 1;

/** Of a seat that never wanted anything, zeros. */
const valuesOf = (input: Input | undefined, fields: readonly string[]): number[] =>
  fields.map((field) => input?.[field] ?? 0);

const inputOf = (values: readonly number[], fields: readonly string[]): Input =>
  Object.fromEntries(fields.map((field, i) => [field, values[i]!]));
