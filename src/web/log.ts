// Reads a finished match's start and moves out of its log file (docs/log-format.md): so that a link still shows a board
// when the room is long gone. A match is a log.

const magic = 'ARBITER LOG 1\n';
const ACTION = 1;

/** @param {Uint8Array} file @returns {{ mode: string, seed: string, moves: string[] }} moves in UCI */
export function readLog(file) {
  if (magic !== String.fromCharCode(...file.subarray(0, magic.length))) throw new Error('this is not a log file');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let header = { mode: '', seed: '' };
  const moves = [];
  // A chunk is its length, its bytes and its hash; the first is the header. After length 0 comes the signature.
  for (let at = magic.length, chunk = 0; at < file.length && view.getUint32(at) > 0; chunk++) {
    const end = at + 4 + view.getUint32(at);
    const reader = { view, at: at + 4 };
    while (reader.at < end) {
      const entry = /** @type {any[]} */ (read(reader));
      if (chunk === 0) header = entry[1];
      else if (entry[0] === ACTION && entry[3].type === 'move') moves.push(entry[3].move);
    }
    at = end + 32;
  }
  return { mode: header.mode, seed: header.seed, moves };
}

/** One value of MessagePack. @param {{ view: DataView, at: number }} reader @returns {unknown} */
function read(reader) {
  const code = reader.view.getUint8(reader.at++);
  if (code < 0x80) return code;
  if (code < 0x90) return map(reader, code & 15);
  if (code < 0xa0) return list(reader, code & 15);
  if (code < 0xc0) return text(reader, code & 31);
  if (code >= 0xe0) return code - 256;
  const { view } = reader;
  const number = (/** @type {number} */ size, /** @type {(at: number) => number | bigint} */ get) => {
    reader.at += size;
    return Number(get.call(view, reader.at - size));
  };
  const size = (/** @type {number} */ power) =>
    number(1 << power, [view.getUint8, view.getUint16, view.getUint32][power]);
  switch (code) {
    case 0xc0:
      return null;
    case 0xc2:
    case 0xc3:
      return code === 0xc3;
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return bytes(reader, size(code - 0xc4));
    case 0xca:
      return number(4, view.getFloat32);
    case 0xcb:
      return number(8, view.getFloat64);
    case 0xcc:
    case 0xcd:
    case 0xce:
      return size(code - 0xcc);
    case 0xcf:
      return number(8, view.getBigUint64);
    case 0xd0:
      return number(1, view.getInt8);
    case 0xd1:
      return number(2, view.getInt16);
    case 0xd2:
      return number(4, view.getInt32);
    case 0xd3:
      return number(8, view.getBigInt64);
    case 0xd9:
    case 0xda:
    case 0xdb:
      return text(reader, size(code - 0xd9));
    case 0xdc:
    case 0xdd:
      return list(reader, size(code - 0xdb));
    case 0xde:
    case 0xdf:
      return map(reader, size(code - 0xdd));
    default:
      throw new Error(`MessagePack code ${code} is not expected in a log`);
  }
}

/** @param {{ view: DataView, at: number }} reader @param {number} length */
function bytes(reader, length) {
  reader.at += length;
  return new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.at - length, length);
}

/** @param {{ view: DataView, at: number }} reader @param {number} length */
const text = (reader, length) => new TextDecoder().decode(bytes(reader, length));

/** @param {{ view: DataView, at: number }} reader @param {number} length */
const list = (reader, length) => Array.from({ length }, () => read(reader));

/** @param {{ view: DataView, at: number }} reader @param {number} length @returns {Record<string, unknown>} */
const map = (reader, length) => Object.fromEntries(Array.from({ length }, () => [String(read(reader)), read(reader)]));
