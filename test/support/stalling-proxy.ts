// A network between a client and its server that can stop delivering for a while.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface StallingProxy {
  readonly port: number;
  /** From now on nothing that the server sends arrives. */
  stall(): void;
  flow(): void;
  close(): void;
}

export async function startStallingProxy(serverPort: number): Promise<StallingProxy> {
  const pairs: [Socket, Socket][] = [];
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    pairs.push([client, server]);
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    stall() {
      for (const [client, server] of pairs) server.unpipe(client).pause();
    },
    flow() {
      for (const [client, server] of pairs) server.pipe(client);
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      proxy.close();
    },
  };
}
