// What rooms do for those who must not know them: the composition root gives services what fills this in (src/rooms).

import type { Identity } from './accounts/access-tokens.ts';
import type { Page, PageRequest } from './page.ts';
import { Refused } from './refused.ts';

/** A seat that is kept for some seconds, as the SDK's `consumeSeatReservation` takes it. */
export interface SeatReservation {
  /** The room's. */
  readonly name: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId?: string;
  readonly publicAddress?: string;
}

/** A room in which a game is played, or will be. */
export interface RoomSummary {
  /** The match's, too. */
  readonly id: string;
  readonly game: string;
  readonly mode: string;
  readonly seats: number;
  /** Who is there, or has a seat kept. */
  readonly players: number;
  /** Whether anyone may still take a seat. */
  readonly open: boolean;
}

interface MadeRoom {
  readonly game: string;
  readonly mode: string;
  readonly region: string;
  /** By seat; null: a bot's. */
  readonly seats: readonly (string | null)[];
  readonly comeSeconds: number;
}

interface RoomFilter extends PageRequest {
  readonly game?: string | undefined;
  readonly mode?: string | undefined;
}

type Unseated = Refused<'not-found' | 'room-closed' | 'wrong-options'>;

export interface Rooms {
  /** Those that are open to everyone. */
  list(filter: RoomFilter): Promise<Page<RoomSummary> | Refused<'bad-cursor'>>;
  get(roomId: string): Promise<RoomSummary | undefined>;
  create(
    game: string,
    options: object,
    identity: Identity,
  ): Promise<SeatReservation | Unseated | Refused<'too-many-rooms'>>;
  join(roomId: string, options: object, identity: Identity): Promise<SeatReservation | Unseated>;
  leave(roomId: string, playerId: string): Promise<undefined | Refused<'not-found'>>;
  /** One for certain players; resolves to its match's id. */
  createFor(room: MadeRoom): Promise<string>;
}

const elsewhere = async (): Promise<Refused<'room-closed'>> => new Refused('room-closed', 'This process has no rooms.');

/** For commands, and processes that have none. */
export const noRooms: Rooms = {
  list: async () => ({ items: [], next: null }),
  get: async () => undefined,
  create: elsewhere,
  join: elsewhere,
  leave: async () => new Refused('not-found', 'This process has no rooms.'),
  createFor: () => Promise.reject(new Error('this process has no rooms')),
};
