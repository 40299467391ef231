// Seats that wait for certain players: in a room that the server itself has created for them. Nobody else gets in, and
// who does not come in time is not waited for any longer.

import { ErrorCode, type Room, ServerError } from '@colyseus/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import { modeOf, type Rules, type Seat } from '../games/kit/index.ts';
import type { Services } from '../services/index.ts';
import { badOptions, type JoinOptions, parseJoinOptions } from './join-options.ts';
import type { MatchEnd } from './live-match.ts';
import type { SeatTable } from './seat-table.ts';

const shape = z.strictObject({
  /** In the order of seats; the bots that the room is asked for sit behind them, or where null stands. */
  players: z.array(z.uuid().nullable()).min(1),
  /** Whether the result moves ratings, where the mode's results do. */
  rated: z.boolean().default(true),
  /** How long the room waits for all of them, from its creation on. */
  waitSeconds: z.number().positive().default(60),
  /** What the room is for (services/appointments.ts). */
  appointment: z.uuid().optional(),
  /** Where the room is to be (regional-processes.ts). */
  region: z.string().optional(),
});

/** What `matchMaker.createRoom(game, { mode, private: true, reserved })` takes. */
export type Reserved = z.infer<typeof shape>;

/**
 * What a room is created with. DECISION: `reserved` is known here and not to `parseJoinOptions`: what clients say is
 * parsed by that one before Colyseus creates a room for them (authenticate.ts), so only the server can say it.
 */
export function parseRoomOptions(
  rules: Rules,
  options: unknown,
): JoinOptions & { mode: string; reserved: Reserved | undefined } {
  const { reserved, ...rest } = (options ?? {}) as { reserved?: unknown };
  const joining = parseJoinOptions(rules, rest);
  if (reserved === undefined) return { ...joining, reserved };
  const parsed = shape.safeParse(reserved);
  if (!parsed.success) throw badOptions(z.prettifyError(parsed.error));
  const players = parsed.data.players.filter((playerId) => playerId !== null);
  const places = modeOf(rules, joining.mode).seats - joining.bots;
  if (new Set(players).size !== places) {
    throw badOptions(`mode "${joining.mode}" has ${places} seats for people, reserved are ${new Set(players).size}`);
  }
  return { ...joining, reserved: parsed.data };
}

/** Where the room's match is written down: as an appointment, or in the places of those whom the queue has matched. */
interface Books {
  readonly appointments: Pick<Services['appointments'], 'open' | 'isFor' | 'miss'>;
  readonly queue: Pick<Services['queue'], 'begun' | 'missed' | 'seated'>;
}

export class ReservedSeats {
  #reserved: Reserved;
  #matchId: string;
  #books: Books;
  #log: Logger;
  #settled = false;
  #waiting: NodeJS.Timeout | undefined;

  constructor(reserved: Reserved, matchId: string, books: Books, log: Logger) {
    this.#reserved = reserved;
    this.#matchId = matchId;
    this.#books = books;
    this.#log = log;
  }

  /** Throws where another room has the appointment. */
  async open(): Promise<void> {
    const { appointment } = this.#reserved;
    if (appointment === undefined || (await this.#books.appointments.open(appointment, this.#matchId))) return;
    throw badOptions('another room is for this appointment');
  }

  /** Throws ServerError for who has none. */
  seatOf(playerId: string): Seat {
    const seat = this.#reserved.players.indexOf(playerId);
    if (seat >= 0) return seat;
    throw new ServerError(
      ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
      'the seats of this match are reserved for others; to watch it, join the room "watch" with { matchId }',
    );
  }

  /** A player has come, or has gone again before the match began. */
  async seated(playerId: string, seated: boolean): Promise<void> {
    if (this.#reserved.appointment === undefined) {
      await this.#noted(this.#books.queue.seated(this.#matchId, playerId, seated));
    }
  }

  /** Closes the room, which those who have come are told, unless the match begins in time. */
  wait(room: Room, seats: Pick<SeatTable, 'sitters'>): void {
    this.#waiting = setTimeout(() => void this.#giveUp(room, seats), this.#reserved.waitSeconds * 1000);
  }

  async #giveUp(room: Room, { sitters }: Pick<SeatTable, 'sitters'>): Promise<void> {
    const { appointment } = this.#reserved;
    const came = sitters.map(({ playerId }) => playerId);
    room.broadcast('end', { outcome: null, reason: 'player_missing', tick: 0 } satisfies MatchEnd);
    this.#log.info({ came }, 'not everyone has come');
    this.#settled = true;
    void room.disconnect();
    await this.#noted(
      appointment === undefined
        ? this.#books.queue.missed(this.#matchId, came)
        : this.#books.appointments.miss(appointment, this.#matchId, came),
    );
  }

  /** The match has begun. */
  async begun(): Promise<void> {
    this.#settled = true;
    if (this.#reserved.appointment === undefined) await this.#noted(this.#books.queue.begun(this.#matchId));
  }

  /** False where the match is to be played in another room by now. */
  async isForThis(): Promise<boolean> {
    const { appointment } = this.#reserved;
    return appointment === undefined || this.#books.appointments.isFor(appointment, this.#matchId);
  }

  /** Nobody is waited for any more. */
  close(): void {
    clearTimeout(this.#waiting);
  }

  /** The room is no more. Where its match never began, that is nobody's fault: whom the queue has sent goes back to it. */
  async dispose(): Promise<void> {
    this.close();
    const { appointment, players } = this.#reserved;
    if (this.#settled || appointment !== undefined) return;
    this.#settled = true;
    const expected = players.filter((playerId) => playerId !== null);
    await this.#noted(this.#books.queue.missed(this.#matchId, expected));
  }

  /** Where it can't be, the appointment is taken for lost later, and gets another room; so does a place its player. */
  async #noted(writing: Promise<unknown>): Promise<void> {
    await writing.catch((error: unknown) => this.#log.error({ err: error }, 'not noted for whom a match is reserved'));
  }
}
