// A network between a client and its server: it can delay what goes either way, more or less each time, and stop
// delivering for a while. Like TCP it keeps the order, so what is late holds up what follows.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface StallingProxy {
  readonly port: number;
  /** From now on nothing that the server sends arrives. */
  stall(): void;
  flow(): void;
  /** Says something to the server in the clients' names. */
  forge(bytes: Uint8Array): void;
  /** Breaks the connections that there are. */
  cut(): void;
  close(): void;
}

type Way = 'up' | 'down';

export interface Network {
  /** How long everything takes, each way. */
  readonly delayMs?: number;
  /** What is added to that for a piece that goes up to the server, or down from it. */
  readonly jitterMs?: (way: Way) => number;
}

export async function startStallingProxy(serverPort: number, network: Network = {}): Promise<StallingProxy> {
  const ways: [Socket, Transform, Socket][] = [];
  let stalled = false;
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    const [up, down] = [delay('up', network), delay('down', network)];
    ways.push([server, down, client]);
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.pipe(up).pipe(server);
    down.pipe(client);
    if (!stalled) server.pipe(down);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  const cut = (): void => {
    for (const [server, , client] of ways) for (const socket of [server, client]) socket.destroy();
  };
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    stall() {
      stalled = true;
      for (const [server, down] of ways) server.unpipe(down).pause();
    },
    flow() {
      stalled = false;
      for (const [server, down] of ways) server.pipe(down);
    },
    forge(bytes) {
      for (const [server] of ways) server.write(bytes);
    },
    cut,
    close() {
      cut();
      proxy.close();
    },
  };
}

/** Hands on each piece when its time has come. */
function delay(way: Way, { delayMs = 0, jitterMs = () => 0 }: Network): Transform {
  const pieces: Buffer[] = [];
  let lastDueMs = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const nowMs = performance.now();
      lastDueMs = Math.max(nowMs + delayMs + jitterMs(way), lastDueMs);
      pieces.push(piece);
      setTimeout(() => this.push(pieces.shift()), lastDueMs - nowMs);
      done();
    },
  });
}
