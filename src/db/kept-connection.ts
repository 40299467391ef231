// A connection of its own, for what a session of PostgreSQL holds: it is made again, and made ready again, whenever it is
// lost.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const reconnectMs = 500;

export interface KeptConnection {
  /** As PostgreSQL lists it. */
  readonly name: string;
  /** Begins what the session is for. */
  ready(client: pg.Client): Promise<unknown>;
  onLost(error: Error): void;
}

/** Rejects where the first one can't be made; later ones are tried for until `stop`. */
export async function keepConnection(
  databaseUrl: string,
  { name, ready, onLost }: KeptConnection,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: name });
    // From the beginning: an error that nobody listens to ends the process.
    const lost = new Promise<Error>((resolve) => next.on('error', resolve));
    try {
      await next.connect();
      await ready(next);
    } catch (error) {
      void next.end().catch(() => undefined);
      throw error;
    }
    // Not before: while it connects, what is lost is the caller's to try again.
    void lost.then((error) => {
      onLost(error);
      return reconnect();
    });
    return next;
  }

  async function reconnect(): Promise<void> {
    while (!stopped) {
      const next = await connect().catch(() => undefined);
      if (next) {
        client = next;
        if (stopped) await client.end();
        return;
      }
      await sleep(reconnectMs);
    }
  }

  return {
    async stop() {
      stopped = true;
      await client.end();
    },
  };
}
