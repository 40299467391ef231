// A WebSocket client that reads frames and throws them away: one process can hold hundreds of them, where clients that
// decode every state would use more CPU than the server that is measured. RFC 6455, as far as it is needed here.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** `head` is the first byte of the payload and what follows it, 125 bytes at most; `size` counts header and payload. */
export type OnFrame = (head: Buffer, size: number) => void;

const longestHead = 125;
const firstControlCode = 8;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const BINARY = 2;

export class RawSocket {
  #socket: Socket;
  #onFrame: OnFrame;
  /** A frame whose beginning is not complete yet. */
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of the current payload that are still to come. */
  #skip = 0;

  /** The socket must have been upgraded. */
  constructor(socket: Socket, onFrame: OnFrame) {
    this.#socket = socket;
    this.#onFrame = onFrame;
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** A payload of 125 bytes at most. */
  send(payload: Uint8Array): void {
    this.#write(BINARY, payload);
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(code: number, payload: Uint8Array): void {
    // A mask of zeros: the server unmasks all the same.
    const frame = Buffer.alloc(6 + payload.length);
    frame[0] = 0x80 | code;
    frame[1] = 0x80 | payload.length;
    frame.set(payload, 6);
    this.#socket.write(frame);
  }

  #read(bytes: Buffer): void {
    const chunk = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    let at = Math.min(this.#skip, chunk.length);
    this.#skip -= at;
    while (at < chunk.length) {
      const frame = readHeader(chunk, at);
      if (!frame || chunk.length < frame.payloadAt + Math.min(frame.length, longestHead)) break;
      const end = frame.payloadAt + frame.length;
      this.#receive(
        frame.code,
        chunk.subarray(frame.payloadAt, Math.min(end, frame.payloadAt + longestHead)),
        end - at,
      );
      this.#skip = Math.max(0, end - chunk.length);
      at = Math.min(end, chunk.length);
    }
    this.#rest = chunk.subarray(at);
  }

  #receive(code: number, head: Buffer, size: number): void {
    if (code < firstControlCode) this.#onFrame(head, size);
    else if (code === PING) this.#write(PONG, head);
    else if (code === CLOSE) this.close();
  }
}

function readHeader(chunk: Buffer, at: number): { code: number; payloadAt: number; length: number } | undefined {
  if (chunk.length < at + 2) return undefined;
  const code = chunk[at]! & 15;
  const short = chunk[at + 1]! & 127;
  if (short < 126) return { code, payloadAt: at + 2, length: short };
  const wide = short === 126 ? 2 : 8;
  if (chunk.length < at + 2 + wide) return undefined;
  const length = wide === 2 ? chunk.readUInt16BE(at + 2) : Number(chunk.readBigUInt64BE(at + 2));
  return { code, payloadAt: at + 2 + wide, length };
}

/** Connects to a `ws:` URL; throws when the server does not upgrade. */
export async function openRawSocket(url: URL, onFrame: OnFrame): Promise<RawSocket> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  socket.on('error', () => socket.destroy());
  socket.write(
    [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  let answer = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const [bytes] = (await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [])])) as [Buffer?];
    if (!bytes) throw new Error(`${url.host} closed the connection`);
    answer = Buffer.concat([answer, bytes]);
    end = answer.indexOf('\r\n\r\n');
  }
  const status = answer.toString('latin1', 0, answer.indexOf('\r\n'));
  if (!status.includes(' 101 ')) throw new Error(`${url.host} answered: ${status}`);
  const opened = new RawSocket(socket, onFrame);
  if (end + 4 < answer.length) socket.emit('data', answer.subarray(end + 4));
  return opened;
}
