// The generic room in this process, with any game, over real sockets: for games of a test's own, and for tests that look
// into a room.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { type Logger, pino } from 'pino';
import { Table } from '../../loadtest/client.ts';
import type { Database } from '../../src/db/client.ts';
import type { Game } from '../../src/games/kit/index.ts';
import { gameRoom } from '../../src/rooms/game-room.ts';
import { meRoom } from '../../src/rooms/me-room.ts';
import { TickFigures } from '../../src/rooms/tick-meter.ts';
import { openWaitingRooms } from '../../src/rooms/waiting-rooms.ts';
import { watchRoom } from '../../src/rooms/watch/watch-room.ts';
import { openServices, type Services } from '../../src/services/index.ts';
import { holdOwnership } from '../../src/services/ownership.ts';
import { signInGuest, unlimited } from './accounts.ts';
import { testDatabase } from './database.ts';

export interface RoomServer {
  readonly server: Server;
  readonly services: Services;
  readonly database: Database;
  readonly databaseUrl: string;
  /** Of all rooms. */
  readonly ticks: TickFigures;
  readonly port: number;
  /** A client that is signed in; through another port where there is a proxy. */
  client(port?: number): Promise<Client>;
  /** A private match that has begun, its tables in the order of seats. */
  match(mode?: string): Promise<Table[]>;
  stop(): Promise<void>;
}

/** All keys of these servers. */
export const roomKey = Buffer.alloc(32, 7).toString('base64url');

interface RoomServerOptions {
  /** Where what rooms log goes. */
  readonly log?: Logger;
  /** Longer than a slow machine needs from a match's end to its players' leaving: the SDK's `leave` waits for ever in a room that has closed. */
  readonly lingerSeconds?: number;
}

export async function startRoomServer(
  game: Game,
  { log = pino({ level: 'silent' }), lingerSeconds = 5 }: RoomServerOptions = {},
): Promise<RoomServer> {
  const db = await testDatabase();
  const key = roomKey;
  const { owner, release } = await holdOwnership(db.url, () => undefined);
  const services = openServices(db.database, {
    ...{ owner, tokenKeys: [key], dataKeys: [key], logKey: key },
    rateLimits: unlimited(),
  });
  const http = createServer();
  const server = new Server({
    transport: new WebSocketTransport({ server: http }),
    greet: false,
    gracefullyShutdown: false,
  });
  const { id, modes, defaultMode } = game.rules;
  const ticks = new TickFigures();
  const waitingRooms = openWaitingRooms(key);
  server.define(id, gameRoom(game, { services, log, lingerSeconds, ticks, waitingRooms })).filterBy(['mode']);
  const watching = {
    services,
    gameById: () => game,
    log,
    spectators: 500,
    lingerSeconds,
  };
  server.define('watch', watchRoom(watching)).filterBy(['matchId', 'own']);
  server.define('me', meRoom({ services, log }));
  await server.listen(0, '127.0.0.1');
  const ownPort = (http.address() as AddressInfo).port;

  const client = async (port = ownPort): Promise<Client> => {
    const sdk = new Client(`http://127.0.0.1:${port}`);
    sdk.auth.token = (await signInGuest(services)).token;
    return sdk;
  };
  const match = async (mode = defaultMode): Promise<Table[]> => {
    const first = new Table(await (await client()).create(id, { mode, private: true, seat: 0 }));
    const tables = [first];
    while (tables.length < modes[mode]!.seats) {
      tables.push(new Table(await (await client()).joinById(first.room.roomId, {})));
    }
    for (const { room } of tables) room.reconnection.enabled = false;
    const seats = await Promise.all(tables.map((table) => table.begun()));
    return tables.toSorted((a, b) => seats[tables.indexOf(a)]! - seats[tables.indexOf(b)]!);
  };
  const stop = async (): Promise<void> => {
    await server.gracefullyShutdown(false);
    await release();
    await db.drop();
  };
  return { server, services, database: db.database, databaseUrl: db.url, ticks, port: ownPort, client, match, stop };
}
