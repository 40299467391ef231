// The one room for every game: seats players, takes their actions, keeps time, and tells everyone what happened.

import { randomUUID } from 'node:crypto';
import { type Client, CloseCode, ErrorCode, type InputAPI, Room, ServerError } from '@colyseus/core';
import { ArraySchema, type Schema } from '@colyseus/schema';
import type { Logger } from 'pino';
import { type Game, type InputShape, type Mode, modeOf, type Seat } from '../games/kit/index.ts';
import type { Services } from '../services/index.ts';
import type { Identity } from '../services/access-tokens.ts';
import { authenticate } from './authenticate.ts';
import { closeEndedSessions, hasEnded, refuseEnded } from './ended-sessions.ts';
import { guardFrames } from './frame-guard.ts';
import { parseJoinOptions } from './join-options.ts';
import { type ActionReply, LiveMatch, type MatchEnd } from './live-match.ts';
import { publishNews } from './log-feed.ts';
import { inOneWrite } from './one-write.ts';
import { inputBufferSize, SeatInputs } from './seat-inputs.ts';
import { SeatTable } from './seat-table.ts';
import { SeatViews } from './seat-views.ts';
import { sendAway } from './send-away.ts';
import { StateStream } from './state-stream.ts';

export interface GameRoomSettings {
  readonly services: Services;
  readonly log: Logger;
  /** How long the room stays open after its match. */
  readonly lingerSeconds: number;
}

/** Malformed messages after which a connection is closed. */
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
    static override onAuth = (token: string, options: { mode?: string }): Promise<Identity> =>
      authenticate(game.rules, settings.services.sessions, token, options);
  };
}

export class GameRoom extends Room<{ state: Schema; client: Client<{ auth: Identity }> }> {
  static readonly game: Game;
  static readonly settings: GameRoomSettings;

  /** A flood beyond this ends in a disconnect; no human or bot of ours comes near it. */
  override maxMessagesPerSecond = 500;
  /** DECISION: no patch timer. A patch leaves when what it shows is durable: see LiveMatch. */
  override patchRate = null;
  override messages = {
    action: (client: Client, payload: unknown, context: RequestContext) => this.#onAction(client, payload, context),
  };

  #modeId!: string;
  #mode!: Mode;
  #seats!: SeatTable;
  #inputs: SeatInputs | undefined;
  #match!: LiveMatch;
  #views: SeatViews | undefined;
  #log!: Logger;
  #malformed = new WeakMap<Client, number>();
  #stopClosing: (() => void) | undefined;

  get #class(): typeof GameRoom {
    return this.constructor as typeof GameRoom;
  }

  override async onCreate(options: unknown): Promise<void> {
    const { game, settings } = this.#class;
    const { mode, private: isPrivate } = parseJoinOptions(game.rules, options);
    guardFrames(this, game.inputs, (client) => this.#countMalformed(client));
    this.#stopClosing = closeEndedSessions(this, settings.services.revocations);
    this.roomId = randomUUID();
    this.#modeId = mode;
    this.#mode = modeOf(game.rules, mode);
    this.#seats = new SeatTable(this.#mode.seats);
    this.#log = settings.log.child({ matchId: this.roomId, game: game.rules.id });
    this.#match = new LiveMatch({
      matchId: this.roomId,
      game,
      mode,
      services: settings.services,
      onShow: () => this.#show(),
      onNews: (news) => publishNews(this.presence, this.roomId, news),
      onEnd: (end) => this.#onEnd(end),
      onBug: (error) => this.#onBug(error),
    });
    this.state = this.#match.state as unknown as Schema;
    if (game.rules.view) this.#views = new SeatViews(game.rules, this.#match.state);
    // DECISION: a patch to nobody. It takes the state's making off the list of changes: who joins gets the whole state,
    // and a first patch that made it once more would put each array element where another one is.
    this.broadcastPatch();
    if (game.inputs) this.#inputs = this.#takeInputs(game.inputs);
    await this.setMatchmaking({ maxClients: this.#mode.seats, private: isPrivate });
  }

  /** DECISION: setting the state makes Colyseus ask for a serializer of its own; ours takes its place here. */
  override setSerializer(): void {
    super.setSerializer(new StateStream());
  }

  #takeInputs(shape: InputShape): SeatInputs {
    const { tickRate } = this.#class.game.rules;
    const inputs: InputAPI = this.defineInput(shape.schema, { tickRate, bufferMaxSize: inputBufferSize });
    // DECISION: nothing is rewound here, the rules do that. A group, empty, is what makes the SDK stamp each input with
    // the moment that its player was seeing.
    this.allowRewindState().attachAll(new ArraySchema<{ x: number }>(), { fields: ['x'], mode: 'snapshot' });
    return new SeatInputs(shape, inputs, tickRate, () => this.clock.elapsedTime);
  }

  override async onJoin(client: Client<{ auth: Identity }>, options: unknown): Promise<void> {
    refuseEnded(client, this.#class.settings.services.revocations);
    const { seat } = parseJoinOptions(this.#class.game.rules, options);
    const identity = client.auth!;
    const own = this.#seats.byPlayer(identity.playerId);
    if (own) return this.#takeOver(client, own.sessionId);
    if (this.#seats.full) {
      throw new ServerError(
        ErrorCode.MATCHMAKE_INVALID_ROOM_ID,
        'every seat of this match is taken; to watch it, join the room "watch" with { matchId }',
      );
    }
    this.#seats.sit(identity, client.sessionId, seat);
    this.#inputs?.follow(client);
    this.#welcome(client);
    if (this.#seats.full) await this.#begin();
  }

  override onDrop(client: Client): void {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined || !this.#seats.dealt || this.#match.phase === 'over') return;
    this.#connection(seat, false);
    if (hasEnded(client, this.#class.settings.services.revocations)) return;
    // Rejected when the grace time is over: Colyseus then calls onLeave.
    this.allowReconnection(client, this.#mode.graceSeconds).catch(() => undefined);
  }

  override onReconnect(client: Client): void {
    refuseEnded(client, this.#class.settings.services.revocations);
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat !== undefined) this.#connection(seat, true);
    this.#inputs?.follow(client);
    this.#welcome(client);
  }

  override async onLeave(client: Client, code?: number): Promise<void> {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined) return;
    if (!this.#seats.dealt) this.#seats.stand(client.sessionId);
    else await this.#match.seatEvent(seat, code === CloseCode.CONSENTED ? 'leave' : 'timeout');
  }

  override async onDispose(): Promise<void> {
    this.#stopClosing?.();
    await this.#match?.abort('room_closed');
  }

  override onBeforeShutdown(): void {
    void this.#match.abort('server_shutdown').finally(() => super.onBeforeShutdown());
  }

  /** A bug ends this match alone. Refused joins come by here, too: those are no bugs. */
  override onUncaughtException(error: Error): void {
    if (!(error.cause instanceof ServerError)) this.#onBug(error.cause ?? error);
  }

  async #onAction(client: Client, payload: unknown, context: RequestContext): Promise<unknown> {
    const reply = await this.#act(client, payload);
    return 'reason' in reply ? context.reject(reply) : reply;
  }

  /** First the shape, then, in the rules, the legality. */
  async #act(client: Client, payload: unknown): Promise<ActionReply> {
    const seat = this.#seats.seatOf(client.sessionId);
    if (seat === undefined) return { reason: 'not_seated' };
    const shaped = this.#class.game.actions.safeParse(payload);
    if (shaped.success) return this.#match.act(seat, shaped.data);
    this.#countMalformed(client);
    return { reason: 'malformed', detail: shaped.error.issues.map(({ message }) => message).join('; ') };
  }

  #countMalformed(client: Client): void {
    const count = (this.#malformed.get(client) ?? 0) + 1;
    this.#malformed.set(client, count);
    if (count >= malformedLimit) sendAway(client, closeCodes.malformed, 'too many malformed messages');
  }

  async #begin(): Promise<void> {
    this.#seats.deal();
    await this.#match.begin(this.#seats.sitters.map(({ playerId }) => playerId));
    for (const { sessionId } of this.#seats.sitters) this.#inputs?.forget(sessionId);
    this.setFixedTimestep(() => this.#tick(), this.#class.game.rules.tickRate);
    this.patchRate = null; // once more: the first time, without a simulation, Colyseus started a timer in its place
    // Nobody is matched into it any more; there is room for each player to come a second time, and take over the seat.
    await this.setMatchmaking({ private: true, maxClients: 2 * this.#seats.size });
    for (const client of this.clients) this.#welcome(client);
    this.#log.info({ players: this.#seats.sitters.map(({ name }) => name) }, 'match begins');
  }

  #tick(): void {
    this.#match.tick(this.#inputs && this.#seats.sitters.map(({ sessionId }) => this.#inputs?.take(sessionId)));
  }

  #show(): void {
    this.#views?.refresh();
    if (this.#class.game.rules.turn) this.#awaitAnswer();
    this.broadcastPatch();
  }

  /** In a game with turns an answer to who acted follows the patch. */
  #awaitAnswer(): void {
    for (const { sessionId } of this.#seats.sitters) {
      const client = this.clients.getById(sessionId);
      if (client) inOneWrite(client);
    }
  }

  #onEnd(end: MatchEnd): void {
    this.broadcast('end', end);
    this.#log.info({ reason: end.reason }, 'match ends');
    this.clock.setTimeout(() => void this.disconnect(), this.#class.settings.lingerSeconds * 1000);
  }

  #onBug(error: unknown): void {
    this.#log.error({ err: error }, 'a bug ended this match');
    void this.#match.abort('server_error').finally(() => this.disconnect(CloseCode.WITH_ERROR));
  }

  /** A player is back with another connection: that one plays on, the older is closed. */
  #takeOver(client: Client, olderSessionId: string): void {
    const seat = this.#seats.handOver(olderSessionId, client.sessionId);
    this.clients.getById(olderSessionId)?.leave(closeCodes.tookOver, 'your seat is played from another connection');
    if (this.#seats.dealt) this.#connection(seat, true);
    this.#inputs?.follow(client);
    this.#welcome(client);
  }

  #connection(seat: Seat, connected: boolean): void {
    if (!this.#seats.setConnected(seat, connected)) return;
    const event = connected ? 'resume' : 'drop';
    this.broadcast('seat', { seat, event });
    void this.#match.seatEvent(seat, event);
  }

  /** Tells a client where it is: on joining, when the match begins, and when it is back. */
  #welcome(client: Client): void {
    const { id: game, version: rules, tickRate } = this.#class.game.rules;
    const { phase, state, end } = this.#match;
    const seat = phase === 'waiting' ? undefined : this.#seats.seatOf(client.sessionId);
    if (seat !== undefined && this.#views) client.view = this.#views.of(seat);
    client.send('match', {
      matchId: this.roomId,
      game,
      mode: this.#modeId,
      rules,
      tickRate,
      phase,
      tick: state.tick,
      seat: seat ?? null,
      seats: this.#seats.sitters.map(({ playerId, name, connected }) => ({ playerId, name, connected })),
    });
    if (end) client.send('end', end);
  }
}
