// A client in the queue, as any game developer writes it: the plain SDK, and what docs/matchmaking.md says.

import type { Room } from '@colyseus/sdk';
import { expect } from 'vitest';
import { type Player, Table } from '../../loadtest/client.ts';

interface Found {
  readonly matchId: string;
  readonly mode: string;
  readonly region: string;
  readonly seat: { name: string; roomId: string; sessionId: string };
}

/** A connection to the queue, and what it has said. */
export class Waiting {
  readonly player: Player;
  readonly room: Room;
  readonly said: { status: unknown[]; cancelled: unknown[] } = { status: [], cancelled: [] };
  found: Found | undefined;

  constructor(player: Player, room: Room) {
    this.player = player;
    this.room = room;
    room.onMessage('status', (status) => this.said.status.push(status));
    room.onMessage('cancelled', (told) => this.said.cancelled.push(told));
    room.onMessage('found', (found: Found) => (this.found = found));
  }

  async match(): Promise<Found> {
    await expect.poll(() => this.found, { timeout: 20_000 }).toBeDefined();
    return this.found!;
  }

  async sit(): Promise<Table> {
    return new Table(await this.player.sdk.consumeSeatReservation((await this.match()).seat));
  }
}

export const queue = async (player: Player, options: object): Promise<Waiting> =>
  new Waiting(player, await player.sdk.joinOrCreate('queue', options));
