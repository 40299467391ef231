// A DNS server (RFC 1035) that has the same IPv4 addresses for every name.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** Until the test is over; resolves to its address, as `setServers` takes it. */
export async function startDns(addresses: readonly string[]): Promise<string> {
  const socket = createSocket('udp4', (query, { port, address }) => {
    // Sixteen bits each: id, flags, and how many questions, answers, authorities and additions there are.
    const end = query.indexOf(0, 12) + 5;
    const isA = query.readUInt16BE(end - 4) === 1;
    const answers = isA ? addresses.map(recordOf) : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(answers.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

/** The name as in the question, type A, class IN, for no time, four bytes. */
const recordOf = (address: string): Buffer =>
  Buffer.concat([Buffer.from('c00c00010001000000000004', 'hex'), Buffer.from(address.split('.').map(Number))]);
