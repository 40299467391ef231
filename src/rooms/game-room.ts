// The one room for every game: seats players, takes their actions, keeps time, and tells everyone what happened.

import { randomUUID } from 'node:crypto';
import { type Client, CloseCode, definePlugins, Room, ServerError } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import type { Logger } from 'pino';
import { type Game, modeOf } from '../games/kit/index.ts';
import type { Services } from '../services/index.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import { ActionRequests, type RequestContext } from './action-requests.ts';
import { authenticate } from './authenticate.ts';
import { closeEndedSessions } from './ended-sessions.ts';
import { guardFrames } from './wire/frame-guard.ts';
import { LiveMatch, type MatchEnd } from './live-match.ts';
import { openLogFeed } from './log-feed.ts';
import { beginBeat } from './match-beat.ts';
import { inOneWrite } from './wire/one-write.ts';
import { parseRoomOptions, ReservedSeats } from './reserved-seats.ts';
import { Chat } from './plugins/chat.ts';
import { type SeatInputs, takeInputs } from './seat-inputs.ts';
import { SeatTable } from './seat-table.ts';
import { SeatViews } from './seat-views.ts';
import { type PlayerClient, Seating } from './seating.ts';
import { StateStream } from './wire/state-stream.ts';
import { type TickFigures, TickMeter } from './tick-meter.ts';
import type { WaitingRooms } from './waiting-rooms.ts';
import { Whereabouts } from './whereabouts.ts';

export interface GameRoomSettings {
  readonly services: Services;
  readonly log: Logger;
  /** How long the room stays open after its match. */
  readonly lingerSeconds: number;
  /** How long the ticks of all rooms take. */
  readonly ticks: TickFigures;
  readonly waitingRooms: WaitingRooms;
}

/** The room class of one game. */
export function gameRoom(game: Game, settings: GameRoomSettings): typeof GameRoom {
  return class extends GameRoom {
    static override readonly game = game;
    static override readonly settings = settings;
    // DECISION: an arrow function; Colyseus calls it without `this`.
    static override onAuth = (token: string, options: object): Promise<Identity> =>
      authenticate(game.rules, settings.services.sessions, token, options);
  };
}

export class GameRoom extends Room<{ state: Schema; client: PlayerClient }> {
  static readonly game: Game;
  static readonly settings: GameRoomSettings;

  /** A flood beyond this ends in a disconnect; no human or bot of ours comes near it. */
  override maxMessagesPerSecond = 500;
  /** DECISION: no patch timer. A patch leaves when what it shows is durable: see LiveMatch. */
  override patchRate = null;
  override messages = {
    action: (client: Client, payload: unknown, context: RequestContext) =>
      this.#actions.answer(client, payload, context),
  };

  override plugins = definePlugins([
    new Chat({
      services: this.#class.settings.services,
      channel: () => ({ matchId: this.roomId, channel: 'players' }),
      admits: (playerId) => this.#seats.byPlayer(playerId) !== undefined,
      tick: () => this.#match.state.tick,
      onError: (error) => this.#log.warn({ err: error }, 'chat failed'),
    }),
  ]);

  #seats!: SeatTable;
  #actions!: ActionRequests;
  #inputs: SeatInputs | undefined;
  #match!: LiveMatch;
  #views: SeatViews | undefined;
  #log!: Logger;
  #reserved: ReservedSeats | undefined;
  #ticks!: TickMeter;
  #stopClosing: (() => void) | undefined;
  #whereabouts!: Whereabouts;
  #seating!: Seating;

  get #class(): typeof GameRoom {
    return this.constructor as typeof GameRoom;
  }

  override async onCreate(options: unknown): Promise<void> {
    const { game, settings } = this.#class;
    const { mode, bots, private: isPrivate, reserved, playerId } = parseRoomOptions(game.rules, options);
    const terms = modeOf(game.rules, mode);
    this.roomId = randomUUID();
    this.#log = settings.log.child({ matchId: this.roomId, game: game.rules.id });
    if (playerId !== undefined) await settings.waitingRooms.count(this.roomId, playerId);
    if (reserved) {
      this.#reserved = new ReservedSeats(reserved, this.roomId, settings.services, this.#log);
      await this.#reserved.open();
    }
    const botPlayers = await settings.services.bots.players(game, bots);
    guardFrames(this, game.inputs, (client) => this.#actions.countMalformed(client));
    this.#stopClosing = closeEndedSessions(this, settings.services.revocations);
    this.#whereabouts = new Whereabouts(settings.services.presences);
    this.#seats = new SeatTable(terms.seats, botPlayers);
    this.#match = new LiveMatch({
      matchId: this.roomId,
      game,
      mode,
      rated: terms.rated && bots === 0 && (reserved ? reserved.rated : !terms.queue?.ratedOnlyHere),
      services: settings.services,
      onShow: () => this.#show(),
      onNews: openLogFeed(this.presence, this.roomId),
      onEnd: (end) => this.#onEnd(end),
      onBug: (error) => this.#onBug(error),
    });
    this.#ticks = new TickMeter({
      tickRate: game.rules.tickRate,
      all: settings.ticks,
      nowMs: () => performance.now(),
      onSlow: () => this.#log.warn(this.#ticks.figures.summary(), 'ticks overrun their interval, or begin late'),
    });
    this.#actions = new ActionRequests({
      shape: game.actions,
      seatOf: ({ sessionId }) => this.#seats.seatOf(sessionId),
      act: (seat, action) => this.#match.act(seat, action),
    });
    this.state = this.#match.state as unknown as Schema;
    if (game.rules.view) this.#views = new SeatViews(game.rules, this.#match.state);
    // DECISION: a patch to nobody. It takes the state's making off the list of changes: who joins gets the whole state,
    // and a first patch that made it once more would put each array element where another one is.
    this.broadcastPatch();
    if (game.inputs) this.#inputs = takeInputs(this, game.inputs, game.rules.tickRate);
    this.#seating = new Seating({
      room: this,
      rules: game.rules,
      graceSeconds: terms.graceSeconds,
      isPrivate,
      seats: this.#seats,
      match: this.#match,
      reserved: this.#reserved,
      inputs: this.#inputs,
      views: this.#views,
      whereabouts: this.#whereabouts,
      revocations: settings.services.revocations,
      onFull: () => this.#begin(),
      onWelcome: (client) => this.plugins.chat.welcome(client),
    });
    const maker = playerId === undefined ? null : settings.waitingRooms.makerOf(playerId);
    await this.setMatchmaking({ maxClients: reserved ? Infinity : this.#seats.places, private: isPrivate, maker });
    this.autoDispose = !reserved;
    this.#reserved?.wait(this, this.#seats);
  }

  /** DECISION: setting the state makes Colyseus ask for a serializer of its own; ours takes its place here. */
  override setSerializer(): void {
    super.setSerializer(new StateStream());
  }

  override onJoin(client: PlayerClient, options: unknown): Promise<void> {
    return this.#seating.join(client, options);
  }

  override onDrop(client: PlayerClient): void {
    this.#seating.drop(client);
  }

  override onReconnect(client: PlayerClient): void {
    this.#seating.resume(client);
  }

  override onLeave(client: PlayerClient, code?: number): Promise<void> {
    return this.#seating.leave(client, code);
  }

  override async onDispose(): Promise<void> {
    this.#class.settings.waitingRooms.forget(this.roomId);
    this.#stopClosing?.();
    this.#whereabouts?.clear();
    this.plugins.chat.stop();
    await this.#reserved?.dispose();
    await this.#match?.abort('room_closed');
  }

  override onBeforeShutdown(): void {
    void this.#match.abort('server_shutdown').finally(() => super.onBeforeShutdown());
  }

  /** A bug ends this match alone. Refused joins come by here, too: those are no bugs. */
  override onUncaughtException(error: Error): void {
    if (!(error.cause instanceof ServerError)) this.#onBug(error.cause ?? error);
  }

  /** See Seating. */
  removePlayer(playerId: string): boolean {
    return this.#seating.remove(playerId);
  }

  async #begin(): Promise<void> {
    this.#reserved?.close();
    this.#seats.deal();
    const players = this.#seats.sitters.map(({ playerId }) => playerId);
    await this.#match.begin(players, () => this.#reserved?.isForThis() ?? true);
    if (this.#match.phase === 'over') return void this.disconnect();
    this.autoDispose = true;
    for (const { playerId, sessionId } of this.#seats.sitters.filter(({ bot }) => !bot)) {
      this.#inputs?.forget(sessionId);
      this.#whereabouts.enter(playerId, playerId, { status: 'playing', matchId: this.roomId });
    }
    void this.#reserved?.begun();
    beginBeat(this, {
      game: this.#class.game,
      match: this.#match,
      seats: this.#seats,
      inputs: this.#inputs,
      ticks: this.#ticks,
      onBug: (error) => this.#onBug(error),
    });
    this.#class.settings.waitingRooms.forget(this.roomId);
    // Nobody is matched into it any more. DECISION: no limit: seats that strangers have Colyseus keep for them, and never
    // get (Seating), would count, and lock out a player who comes back.
    await this.setMatchmaking({ private: true, maxClients: Infinity, maker: null });
    for (const client of this.clients) this.#seating.welcome(client);
    this.#log.info({ players }, 'match begins');
  }

  #show(): void {
    this.#views?.refresh();
    // In a game with turns an answer to who acted follows the patch.
    if (this.#class.game.rules.turn) for (const client of this.clients) inOneWrite(client);
    this.broadcastPatch();
  }

  #onEnd(end: MatchEnd): void {
    this.broadcast('end', end);
    this.#whereabouts.clear();
    this.#log.info({ reason: end.reason, ...this.#ticks.figures.summary() }, 'match ends');
    this.clock.setTimeout(() => void this.disconnect(), this.#class.settings.lingerSeconds * 1000);
  }

  #onBug(error: unknown): void {
    this.#log.error({ err: error }, 'a bug ended this match');
    void this.#match.abort('server_error').finally(() => this.disconnect(CloseCode.WITH_ERROR));
  }
}
