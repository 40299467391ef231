// A way to PostgreSQL that breaks when it is told to, or at the very moment at which a client says something.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CuttablePath {
  /** The database's, by this way. */
  readonly url: string;
  /** How many connections there have been. */
  connections(): number;
  /** Breaks the latest. */
  cut(): void;
}

/** `cuts`: whether the connection of this number, from 1 on, breaks in place of carrying these bytes to the server. */
export async function cuttablePath(
  databaseUrl: string,
  cuts: (bytes: Buffer, connection: number) => boolean = () => false,
): Promise<CuttablePath> {
  const { hostname, port } = new URL(databaseUrl);
  let connections = 0;
  let cut = (): void => undefined;
  const proxy = createServer((client) => {
    connections += 1;
    const number = connections;
    const server = connect(Number(port), hostname);
    const close = (): void => void [client, server].map((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on('error', close).on('close', close);
    server.pipe(client);
    client.on('data', (bytes: Buffer) => {
      if (cuts(bytes, number)) close();
      else server.write(bytes);
    });
    cut = close;
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${(proxy.address() as AddressInfo).port}` });
  return { url: url.href, connections: () => connections, cut: () => cut() };
}
