// One message to many clients, framed for WebSocket once instead of once for each: what they share is neither copied nor
// framed again. RFC 6455, section 5.2; what a server sends has no mask.

import type { Socket } from 'node:net';
import type { Client } from '@colyseus/core';

/** The part of a `ws` socket that this is about; `_socket` is its TCP socket, undefined once it is closed. */
interface WebSocketWithin {
  readonly extensions: string;
  readonly _socket?: Socket;
}

const wholeBinary = 0x82;

/** Sends these bytes to each. Nobody may change them any more. */
export function sendToAll(clients: readonly Client[], message: Uint8Array): void {
  const frame = Buffer.concat([headerOf(message.length), message]);
  for (const client of clients) {
    const socket = directSocket(client);
    if (socket) socket.write(frame);
    else client.raw(message);
  }
}

/** Sends to each a beginning of its own, so many bytes long, and then these bytes, which nobody may change any more. */
export function sendToEach(
  clients: readonly Client[],
  length: number,
  begin: (client: Client, beginning: Buffer) => void,
  rest: Uint8Array,
): void {
  const header = headerOf(length + rest.length);
  const size = header.length + length;
  const heads = Buffer.allocUnsafe(size * clients.length);
  for (const [i, client] of clients.entries()) {
    const head = heads.subarray(i * size, (i + 1) * size);
    head.set(header);
    const beginning = head.subarray(header.length);
    begin(client, beginning);
    const socket = directSocket(client);
    if (!socket) {
      client.raw(Buffer.concat([beginning, rest]));
      continue;
    }
    socket.cork();
    socket.write(head);
    socket.write(rest);
    socket.uncork();
  }
}

/** Undefined where `ws` has to have its own way: a socket that compresses, one that is closed, another transport. */
function directSocket(client: Client): Socket | undefined {
  const { extensions, _socket: socket } = client.ref as unknown as WebSocketWithin;
  return extensions === '' && socket?.writable ? socket : undefined;
}

function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.of(wholeBinary, length);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = wholeBinary;
  header[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
