// Who comes into a game's room, drops out of it, comes back and leaves: which client plays which seat, and who is told.

import { type Client, CloseCode, ErrorCode, type Room, ServerError } from '@colyseus/core';
import type { Rules, Seat } from '../games/kit/index.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { Revocations } from '../services/accounts/revocations.ts';
import { closeCodes } from './close-codes.ts';
import { hasEnded, refuseEnded } from './ended-sessions.ts';
import { badOptions, parseJoinOptions } from './join-options.ts';
import type { LiveMatch } from './live-match.ts';
import { matchMessage } from './match-message.ts';
import type { ReservedSeats } from './reserved-seats.ts';
import type { SeatInputs } from './seat-inputs.ts';
import type { SeatTable } from './seat-table.ts';
import type { SeatViews } from './seat-views.ts';
import { sendAway } from './wire/send-away.ts';
import type { Whereabouts } from './whereabouts.ts';

export type PlayerClient = Client<{ auth: Identity }>;

export interface SeatingParts {
  readonly room: Room<{ client: PlayerClient }>;
  readonly rules: Rules;
  /** How long a seat is kept for a connection that was lost. */
  readonly graceSeconds: number;
  /** Who comes has been told of it, and may ask for a seat; strangers' seats are drawn. */
  readonly isPrivate: boolean;
  readonly seats: SeatTable;
  readonly match: LiveMatch;
  readonly reserved: ReservedSeats | undefined;
  /** In a game with inputs. */
  readonly inputs: SeatInputs | undefined;
  /** In a game where not everyone sees everything. */
  readonly views: SeatViews | undefined;
  readonly whereabouts: Whereabouts;
  readonly revocations: Revocations;
  /** Called when everyone who is expected sits. */
  readonly onFull: () => Promise<void>;
  /** Called when a client has been told where it is. */
  readonly onWelcome: (client: Client) => void;
}

export class Seating {
  readonly #parts: SeatingParts;

  constructor(parts: SeatingParts) {
    this.#parts = parts;
  }

  /** Throws ServerError for who has no place here. */
  async join(client: PlayerClient, options: unknown): Promise<void> {
    const { rules, isPrivate, seats, reserved, revocations, onFull } = this.#parts;
    refuseEnded(client, revocations);
    const { seat, bots } = parseJoinOptions(rules, options);
    const { playerId } = client.auth!;
    const own = seats.byPlayer(playerId);
    if (own) return this.#takeOver(client, own.sessionId);
    if (seats.full) {
      throw new ServerError(
        ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
        'every seat of this match is taken; to watch it, join the room "watch" with { matchId }',
      );
    }
    if (seat !== undefined && !isPrivate) throw badOptions('this is a match of strangers, whose seats are drawn');
    if (bots > 0 && bots !== seats.bots.length) throw badOptions('bots are asked for by who creates the match');
    seats.sit(client.auth!, client.sessionId, reserved?.seatOf(playerId) ?? seat);
    this.#settle(client);
    if (seats.full) await onFull();
    else await reserved?.seated(playerId, true);
  }

  /** The connection was lost: the seat is kept for as long as the mode says. */
  drop(client: PlayerClient): void {
    const { room, seats, match, revocations, graceSeconds } = this.#parts;
    const seat = seats.seatOf(client.sessionId);
    if (seat === undefined || !seats.dealt || match.phase === 'over') return;
    this.#connection(seat, false);
    if (hasEnded(client, revocations)) return;
    // Rejected when the grace time is over: Colyseus then calls onLeave.
    room.allowReconnection(client, graceSeconds).catch(() => undefined);
  }

  /** The same connection is there again. Throws ServerError where its session has ended meanwhile. */
  resume(client: PlayerClient): void {
    const { seats, revocations } = this.#parts;
    refuseEnded(client, revocations);
    const seat = seats.seatOf(client.sessionId);
    if (seat !== undefined) this.#connection(seat, true);
    this.#settle(client);
  }

  /** For good: before the match a seat is free again, later it is given up. */
  async leave(client: PlayerClient, code: number | undefined): Promise<void> {
    const { seats, match, reserved, whereabouts } = this.#parts;
    const seat = seats.seatOf(client.sessionId);
    if (seat === undefined) return;
    const { playerId } = client.auth!;
    if (!seats.dealt) {
      seats.stand(client.sessionId);
      return reserved?.seated(playerId, false);
    }
    const bots = seats.leave(seat);
    whereabouts.leave(playerId);
    await match.seatEvent(seat, code === CloseCode.CONSENTED ? 'leave' : 'timeout');
    for (const bot of bots) await match.seatEvent(bot, 'leave');
  }

  /** For who is there by HTTP alone (room-desk.ts): as if the player's client had left. False where none is connected. */
  remove(playerId: string): boolean {
    const sitter = this.#parts.seats.byPlayer(playerId);
    const client = sitter && this.#parts.room.clients.getById(sitter.sessionId);
    client?.leave(CloseCode.CONSENTED);
    return client !== undefined;
  }

  /** Tells a client where it is: on joining, when the match begins, and when it is back. */
  welcome(client: Client): void {
    const { seats, match, views, onWelcome } = this.#parts;
    const seat = match.phase === 'waiting' ? undefined : seats.seatOf(client.sessionId);
    if (seat !== undefined && views) client.view = views.of(seat);
    client.send('match', matchMessage(match, seats, seat));
    onWelcome(client);
    if (match.end) client.send('end', match.end);
  }

  /** A player is back with another connection: that one plays on, the older is closed. */
  #takeOver(client: PlayerClient, olderSessionId: string): void {
    const { room, seats } = this.#parts;
    const seat = seats.handOver(olderSessionId, client.sessionId);
    const older = room.clients.getById(olderSessionId);
    if (older) sendAway(older, closeCodes.tookOver, 'your seat is played from another connection');
    if (seats.dealt) this.#connection(seat, true);
    this.#settle(client);
  }

  #settle(client: PlayerClient): void {
    this.#parts.inputs?.follow(client);
    this.welcome(client);
  }

  #connection(seat: Seat, connected: boolean): void {
    const { room, seats, match } = this.#parts;
    if (!seats.setConnected(seat, connected)) return;
    const event = connected ? 'resume' : 'drop';
    room.broadcast('seat', { seat, event });
    void match.seatEvent(seat, event);
  }
}
