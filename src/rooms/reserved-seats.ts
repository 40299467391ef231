// Seats that wait for certain players: in a room that the server itself has created for them. Nobody else gets in, and
// who does not come in time is not waited for any longer.

import { ErrorCode, ServerError } from '@colyseus/core';
import { z } from 'zod';
import { modeOf, type Rules, type Seat } from '../games/kit/index.ts';
import { badOptions, type JoinOptions, parseJoinOptions } from './join-options.ts';

const shape = z.strictObject({
  /** In the order of seats; the bots that the room is asked for sit behind them. */
  players: z.array(z.uuid()).min(1),
  /** Whether the result moves ratings, where the mode's results do. */
  rated: z.boolean().default(true),
  /** How long the room waits for all of them, from its creation on. */
  waitSeconds: z.number().positive().default(60),
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
  const { players } = parsed.data;
  const places = modeOf(rules, joining.mode).seats - joining.bots;
  if (new Set(players).size !== places) {
    throw badOptions(`mode "${joining.mode}" has ${places} seats for people, reserved are ${new Set(players).size}`);
  }
  return { ...joining, reserved: parsed.data };
}

export interface ReservedSeatsOptions {
  readonly reserved: Reserved;
  /** They have not all come in time. */
  readonly onMissing: () => void;
}

export class ReservedSeats {
  #players: readonly string[];
  #waiting: NodeJS.Timeout;

  constructor({ reserved, onMissing }: ReservedSeatsOptions) {
    this.#players = reserved.players;
    this.#waiting = setTimeout(onMissing, reserved.waitSeconds * 1000);
  }

  /** Throws ServerError for who has none. */
  seatOf(playerId: string): Seat {
    const seat = this.#players.indexOf(playerId);
    if (seat >= 0) return seat;
    throw new ServerError(
      ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
      'the seats of this match are reserved for others; to watch it, join the room "watch" with { matchId }',
    );
  }

  stopWaiting(): void {
    clearTimeout(this.#waiting);
  }
}
