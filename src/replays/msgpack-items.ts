// Cuts a run of MessagePack items into the bytes of each: an entry is hashed as it stands in its chunk, and the decoder
// does not tell where one ends. https://github.com/msgpack/msgpack/blob/master/spec.md

/** The items, one after the other, as views of `bytes`. Throws when the last one is cut short. */
export function itemsOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = endOfItem(view, at);
    items.push(bytes.subarray(at, end));
    at = end;
  }
  return items;
}

function endOfItem(view: DataView, start: number): number {
  let at = start;
  // An item that contains others adds them to what is still to come.
  for (let open = 1; open > 0; open--) {
    const { size, children } = measure(view, at);
    at += size;
    open += children;
  }
  if (at > view.byteLength) throw new Error('an item is cut short');
  return at;
}

interface Measure {
  /** Bytes of the item without those that it contains. */
  readonly size: number;
  readonly children: number;
}

const leaf = (size: number): Measure => ({ size, children: 0 });

/** By first byte, from 0xc0 on: bytes of what has a fixed size (0: see below). */
const fixedSizes = [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9, 2, 3, 5, 9, 3, 4, 6, 10, 18];

function measure(view: DataView, at: number): Measure {
  const code = view.getUint8(at);
  if (code < 0x80 || code >= 0xe0) return leaf(1);
  if (code < 0x90) return { size: 1, children: 2 * (code - 0x80) };
  if (code < 0xa0) return { size: 1, children: code - 0x90 };
  if (code < 0xc0) return leaf(1 + code - 0xa0);
  const fixed = fixedSizes[code - 0xc0];
  if (fixed) return leaf(fixed);
  if (code === 0xc1) throw new Error('0xc1 is no MessagePack');
  if (code <= 0xc6) return lengthAfter(view, at, code - 0xc4, 0);
  if (code <= 0xc9) return lengthAfter(view, at, code - 0xc7, 1);
  if (code <= 0xdb) return lengthAfter(view, at, code - 0xd9, 0);
  const width = code % 2 === 0 ? 1 : 2;
  const count = lengthOf(view, at + 1, width);
  return { size: 1 + 2 ** width, children: code >= 0xde ? 2 * count : count };
}

/** A text, bytes or an extension: its length in 2^`width` bytes, `extra` bytes, then itself. */
function lengthAfter(view: DataView, at: number, width: number, extra: number): Measure {
  return leaf(1 + 2 ** width + extra + lengthOf(view, at + 1, width));
}

function lengthOf(view: DataView, at: number, width: number): number {
  if (width === 0) return view.getUint8(at);
  return width === 1 ? view.getUint16(at) : view.getUint32(at);
}
