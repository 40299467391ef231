// The one room for every game: seats players, lets them act through the game's rules, ticks, and writes the log.
// Whatever it shows of a turn-based game is durable first.

import { randomBytes, randomUUID } from 'node:crypto';
import { type Client, CloseCode, ErrorCode, Room, ServerError } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import type { Logger } from 'pino';
import { type Game, Match, type Mode, modeOf, onSchema, type Seat } from '../games/kit/index.ts';
import type { Services } from '../services/index.ts';
import type { Identity } from '../services/sessions.ts';
import { sha256 } from '../services/sha256.ts';
import { parseJoinOptions } from './join-options.ts';
import { Recorder } from './recorder.ts';
import { SeatTable } from './seat-table.ts';

export interface GameRoomSettings {
  readonly services: Services;
  readonly log: Logger;
  readonly lingerSeconds: number;
}

/** Seats plus this many spectators fit in one room. */
const maxSpectators = 5_000;
/** Malformed actions that a connection may send before it is closed. */
const malformedLimit = 10;
/** Close codes of our own, beside Colyseus' (docs/protocol.md). */
const closeCodes = { tookOver: 4100, malformed: 4101 } as const;

/** The part of Colyseus' message context that answers a request with a refusal. */
interface RequestContext {
  reject(reason: unknown): unknown;
}

/** The room class of one game. */
export function gameRoom(game: Game, settings: GameRoomSettings): typeof GameRoom {
  return class extends GameRoom {
    static override readonly game = game;
    static override readonly settings = settings;
    // DECISION: an arrow function; Colyseus calls it without `this`.
    static override onAuth = (token: string, options: { mode?: string }): Promise<Identity | true> =>
      authenticate(game, settings, token, options);
  };
}

/** Players need a session token; spectators may come without one. */
async function authenticate(
  game: Game,
  { services }: GameRoomSettings,
  token: string,
  options: { mode?: string },
): Promise<Identity | true> {
  const { mode, role } = parseJoinOptions(game.rules, options);
  // DECISION: written back into Colyseus' own copy, so that rooms are matched by the mode that is meant.
  options.mode = mode;
  const identity = token ? await services.sessions.verify(token) : undefined;
  if (identity) return identity;
  if (role === 'spectator') return true;
  throw new ServerError(
    ErrorCode.AUTH_FAILED,
    'sign in first: POST /api/v1/auth/guest gives a token for client.auth.token',
  );
}

export class GameRoom extends Room<{ state: Schema; client: Client<{ auth: Identity | true }> }> {
  static readonly game: Game;
  static readonly settings: GameRoomSettings;

  /** A flood beyond this ends in a disconnect; no human or bot of ours comes near it. */
  override maxMessagesPerSecond = 500;
  /** DECISION: no patch timer. A patch leaves when what it shows is durable (`#commit`) or with the tick. */
  override patchRate = null;
  override messages = {
    action: (client: Client, payload: unknown, context: RequestContext) => this.#onAction(client, payload, context),
  };

  #phase: 'waiting' | 'opening' | 'live' | 'over' = 'waiting';
  #modeId!: string;
  #mode!: Mode;
  #seed = randomBytes(16).toString('hex');
  #seats!: SeatTable;
  #match!: Match;
  #recorder!: Recorder;
  #log!: Logger;
  #malformed = new WeakMap<Client, number>();
  #lastWork: Promise<unknown> = Promise.resolve();
  #workInProgress = 0;

  get #class(): typeof GameRoom {
    return this.constructor as typeof GameRoom;
  }

  override async onCreate(options: unknown): Promise<void> {
    const { game, settings } = this.#class;
    const { mode, role, private: isPrivate } = parseJoinOptions(game.rules, options);
    if (role === 'spectator')
      throw new ServerError(ErrorCode.MATCHMAKE_INVALID_CRITERIA, 'spectators join by match id');
    this.roomId = randomUUID();
    this.#modeId = mode;
    this.#mode = modeOf(game.rules, mode);
    this.#log = settings.log.child({ matchId: this.roomId, game: game.rules.id });
    this.#seats = new SeatTable(this.#mode.seats);
    this.#recorder = new Recorder(settings.services, this.roomId);
    this.#match = new Match(
      game.rules,
      { rules: game.rules.version, mode, seed: this.#seed },
      { make: onSchema(game.entities), sha256, record: (entry) => this.#recorder.add(entry) },
    );
    this.state = this.#match.state as unknown as Schema;
    await this.setMatchmaking({ maxClients: this.#mode.seats, private: isPrivate });
  }

  override async onJoin(client: Client, options: unknown): Promise<void> {
    const { role, seat } = parseJoinOptions(this.#class.game.rules, options);
    if (role === 'spectator') return this.#welcomeSpectator(client);
    const identity = client.auth as Identity;
    const own = this.#seats.byPlayer(identity.playerId);
    if (own) {
      this.#takeOver(client, own.sessionId);
    } else if (this.#phase !== 'waiting' || this.#seats.full) {
      throw new ServerError(
        ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
        'every seat of this match is taken; join with { role: "spectator" }',
      );
    } else {
      this.#seats.sit(identity, client.sessionId, seat);
      this.#welcome(client);
      if (this.#seats.full) await this.#inOrder(() => this.#begin());
    }
  }

  override onDrop(client: Client): void {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined || this.#phase === 'waiting' || this.#phase === 'over') return;
    this.#connection(seat, false);
    // Rejected when the grace time is over: Colyseus then calls onLeave.
    this.allowReconnection(client, this.#mode.graceSeconds).catch(() => undefined);
  }

  override onReconnect(client: Client): void {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat !== undefined) this.#connection(seat, true);
    this.#welcome(client);
  }

  override async onLeave(client: Client, code?: number): Promise<void> {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined) return;
    if (this.#phase === 'waiting') {
      this.#seats.stand(client.sessionId);
    } else if (this.#phase !== 'over') {
      await this.#inOrder(async () => {
        this.#match.seatEvent(seat, code === CloseCode.CONSENTED ? 'leave' : 'timeout');
        await this.#commit();
      });
    }
  }

  override async onDispose(): Promise<void> {
    if (this.#phase === 'live') await this.#abort('room_closed');
  }

  override onBeforeShutdown(): void {
    void this.#abort('server_shutdown').finally(() => super.onBeforeShutdown());
  }

  /** A bug ends this match alone. Refused joins come by here, too: those are no bugs. */
  override onUncaughtException(error: Error, hook: string): void {
    if (error.cause instanceof ServerError) return;
    this.#log.error({ err: error.cause ?? error, hook }, 'a bug ended this match');
    void this.#abort('server_error').finally(() => this.disconnect(CloseCode.WITH_ERROR));
  }

  async #onAction(client: Client, payload: unknown, context: RequestContext): Promise<unknown> {
    const reply = await this.#act(client, payload);
    return 'reason' in reply ? context.reject(reply) : reply;
  }

  /** The tick in which the action happened, once that is durable; or why it did not. */
  async #act(client: Client, payload: unknown): Promise<{ tick: number } | { reason: string; detail?: string }> {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined) return { reason: 'not_seated' };
    const shaped = this.#class.game.actions.safeParse(payload);
    if (!shaped.success) {
      this.#countMalformed(client);
      return { reason: 'malformed', detail: shaped.error.issues.map(({ message }) => message).join('; ') };
    }
    const done = await this.#inOrder(async () => {
      if (this.#phase === 'waiting' || this.#phase === 'opening') return { reason: 'not_started' };
      if (this.#phase === 'over') return { reason: 'match_over' };
      const reason = this.#match.act(seat, shaped.data);
      if (reason !== undefined) return { reason };
      const { tick } = this.#match.state;
      await this.#commit();
      return { tick };
    });
    return done ?? { reason: 'match_over' };
  }

  #countMalformed(client: Client): void {
    const count = (this.#malformed.get(client) ?? 0) + 1;
    this.#malformed.set(client, count);
    if (count >= malformedLimit) client.leave(closeCodes.malformed, 'too many malformed actions');
  }

  async #begin(): Promise<void> {
    const { game } = this.#class;
    this.#phase = 'opening';
    this.#seats.deal();
    await this.#recorder.begin(
      {
        matchId: this.roomId,
        game: game.rules.id,
        rules: game.rules.version,
        mode: this.#modeId,
        seed: this.#seed,
        tickRate: game.rules.tickRate,
        seats: this.#seats.sitters.map(({ playerId }) => playerId),
      },
      this.#mode.rated,
    );
    for (const seat of this.#seats.sitters.keys()) this.#match.seatEvent(seat, 'join');
    this.#phase = 'live';
    this.setFixedTimestep(() => this.#tick(), game.rules.tickRate);
    this.patchRate = null; // once more: the first time, without a simulation, Colyseus started a timer in its place
    // From now on strangers only watch, and nobody is matched into it.
    await this.setMatchmaking({ private: true, maxClients: this.#seats.size + maxSpectators });
    for (const client of this.clients) this.#welcome(client);
    this.#log.info({ players: this.#seats.sitters.map(({ name }) => name) }, 'match begins');
  }

  #tick(): void {
    if (this.#phase !== 'live') return;
    this.#match.advance();
    if (this.#match.outcome) void this.#inOrder(() => this.#commit());
    else if (this.#workInProgress === 0) this.broadcastPatch();
  }

  /** Makes durable what has happened, then shows it; a match that is over is finished with it. */
  async #commit(): Promise<void> {
    const { outcome, state } = this.#match;
    if (!outcome) {
      await this.#recorder.commit();
      this.broadcastPatch();
    } else if (this.#phase === 'live') {
      this.#phase = 'over';
      await this.#recorder.finish(outcome, state.tick);
      this.broadcastPatch();
      this.broadcast('end', { outcome, tick: state.tick });
      this.clock.setTimeout(() => void this.disconnect(), this.#class.settings.lingerSeconds * 1000);
    }
  }

  async #abort(reason: string): Promise<void> {
    if (this.#phase !== 'live' && this.#phase !== 'opening') return;
    this.#phase = 'over';
    this.broadcast('end', { outcome: null, reason, tick: this.#match.state.tick });
    await this.#class.settings.services.matches.abort(this.roomId, reason).catch((error: unknown) => {
      this.#log.error({ err: error }, 'the aborted match could not be written');
    });
  }

  /** Runs work one piece after the other. What throws is a bug: it ends the match, and the result is undefined. */
  async #inOrder<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#workInProgress += 1;
    const result = this.#lastWork.then(work).catch((error: Error) => {
      this.onUncaughtException(error, 'match');
      return undefined;
    });
    this.#lastWork = result;
    await result;
    this.#workInProgress -= 1;
    return result;
  }

  /** A player is back with another connection: that one plays on, the older is closed. */
  #takeOver(client: Client, olderSessionId: string): void {
    const seat = this.#seats.seatOf(olderSessionId);
    const sitter = seat === undefined ? undefined : this.#seats.sitters[seat];
    if (seat === undefined || !sitter) return;
    sitter.sessionId = client.sessionId;
    this.clients.getById(olderSessionId)?.leave(closeCodes.tookOver, 'your seat is played from another connection');
    this.#connection(seat, true);
    this.#welcome(client);
  }

  #connection(seat: Seat, connected: boolean): void {
    const sitter = this.#seats.sitters[seat];
    if (!sitter || sitter.connected === connected) return;
    sitter.connected = connected;
    const event = connected ? 'resume' : 'drop';
    if (this.#phase === 'live') this.#match.seatEvent(seat, event);
    this.broadcast('seat', { seat, event });
  }

  #welcomeSpectator(client: Client): void {
    // While players are awaited, a spectator must not use up one of their places.
    if (this.#phase === 'waiting') this.maxClients += 1;
    this.#welcome(client);
  }

  /** Tells a client where it is: on joining, when the match begins, and when it is back. */
  #welcome(client: Client): void {
    const { game } = this.#class;
    client.send('match', {
      matchId: this.roomId,
      game: game.rules.id,
      mode: this.#modeId,
      rules: game.rules.version,
      tickRate: game.rules.tickRate,
      phase: this.#phase === 'opening' ? 'waiting' : this.#phase,
      tick: this.#match.state.tick,
      seat: this.#phase === 'waiting' ? null : (this.#seats.seatOf(client.sessionId) ?? null),
      seats: this.#seats.sitters.map(({ playerId, name, connected }) => ({ playerId, name, connected })),
    });
  }
}
