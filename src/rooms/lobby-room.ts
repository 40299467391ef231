// The rooms in which anyone may take a seat, as they come and go: Colyseus' own LobbyRoom. It takes filters as they come
// and begins with all rooms that are not private; here filters are looked at, and rooms of games alone are shown.

import { type Client, type IRoomCache, LobbyRoom as ColyseusLobby } from '@colyseus/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import { closeCodes } from './close-codes.ts';
import { guardFrames } from './wire/frame-guard.ts';
import { sendAway } from './wire/send-away.ts';

const filterShape = z.object({
  name: z.string().optional(),
  metadata: z.object({ mode: z.string().optional() }).optional(),
});

export function lobbyRoom(isGame: (name: string) => boolean, log: Logger): typeof ColyseusLobby {
  return class LobbyRoom<Metadata> extends ColyseusLobby<Metadata> {
    override maxMessagesPerSecond = 20;
    override patchRate = null;

    override async onCreate(options: unknown): Promise<void> {
      guardFrames(this, undefined, (client) => sendAway(client, closeCodes.malformed, 'a malformed message'));
      await super.onCreate(options);
      this.rooms = this.rooms.filter(({ name }) => isGame(name));
    }

    override onJoin(client: Client, options: unknown): void {
      super.onJoin(
        client,
        z
          .object({ filter: filterShape.optional() })
          .catch({})
          .parse(options ?? {}),
      );
    }

    /** The older one takes a filter without a name for one that nothing fits. */
    protected override filterItemForClient(room: IRoomCache, filter?: unknown): boolean {
      const { name, metadata } = filterShape.catch({}).parse(filter ?? {});
      if (name !== undefined && name !== room.name) return false;
      return metadata?.mode === undefined || metadata.mode === room.metadata?.mode;
    }

    override onUncaughtException(error: Error): void {
      log.error({ err: error.cause ?? error }, 'a lobby failed');
    }
  };
}
