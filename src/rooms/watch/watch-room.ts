// Where spectators watch a match: follows its log, plays it again by the same rules, and sends what is public of it, less
// often than players get it. Knows nothing of the game room: it may be in another process, or long gone.

import { type Client, CloseCode, definePlugins, type IRoomCache, Room, ServerError } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Game, modeOf, watchDelaySeconds } from '../../games/kit/index.ts';
import type { Services } from '../../services/index.ts';
import type { RequestContext } from '../action-requests.ts';
import { closeCodes } from '../close-codes.ts';
import { type Crowds, openCrowds } from './crowds.ts';
import { guardFrames } from '../wire/frame-guard.ts';
import type { WatchedLog } from './log-follower.ts';
import type { MatchEnd } from '../live-match.ts';
import { watchMessage } from '../match-message.ts';
import { openWatched } from './open-watched.ts';
import { Playhead } from './playhead.ts';
import { Chat } from '../plugins/chat.ts';
import type { Screen } from './screen.ts';
import { sendAway } from '../wire/send-away.ts';
import { admit, closeBarred, type Spectator, toSpectator } from './spectators.ts';
import { StateStream } from '../wire/state-stream.ts';
import { cannotWatch, controls, parseWatchOptions } from './watch-options.ts';
import { Whereabouts } from '../whereabouts.ts';

export interface WatchRoomSettings {
  readonly services: Pick<
    Services,
    'access' | 'blocks' | 'chat' | 'matches' | 'presences' | 'replays' | 'revocations' | 'sessions'
  >;
  readonly gameById: (id: string) => Game | undefined;
  readonly log: Logger;
  /** Spectators in one room; for more of them another is opened, on the process that has the fewest rooms. */
  readonly spectators: number;
  /** How long a room stays open after its match. */
  readonly lingerSeconds: number;
}

/** A third of what players get in a fast game. */
const patchesPerSecond = 10;
/** What catching up may take of the time between two patches. */
const catchUpMs = 40;
const lookAroundMs = 3_000;

/** The room class of one process. */
export function watchRoom(settings: WatchRoomSettings): typeof WatchRoom {
  const crowds = openCrowds({
    nowMs: () => performance.now(),
    onError: (error) => settings.log.warn({ err: error }, 'how many watch can not be read; trying again'),
  });
  return class extends WatchRoom {
    static override readonly settings = settings;
    static override readonly crowds = crowds;
    static override onAuth = (token: string, options: unknown): Promise<Spectator> =>
      toSpectator(settings.services.sessions, token, parseWatchOptions(options));
  };
}

export class WatchRoom extends Room<{ state: Schema; client: Client<{ auth: Spectator }> }> {
  static readonly settings: WatchRoomSettings;
  static readonly crowds: Crowds;

  override maxMessagesPerSecond = 50;
  override patchRate = null;
  override messages = {
    action: (_client: Client, _payload: unknown, context: RequestContext) => context.reject({ reason: 'not_seated' }),
    control: (client: Client, payload: unknown, context: RequestContext) => this.#onControl(client, payload, context),
  };

  override plugins = definePlugins([
    new Chat({
      services: this.#settings.services,
      // In a room of one's own one may be at any moment of the match.
      channel: () => (this.#own ? undefined : { matchId: this.#log.match.id, channel: 'spectators' }),
      // DECISION: no player of the match, however much of it is hidden or delayed: what spectators say of it is not for them.
      admits: (playerId) => this.#log.match.seats.every(({ player }) => player.id !== playerId),
      tick: () => this.#screen.tick,
      onError: (error) => this.#settings.log.warn({ err: error }, 'chat failed'),
    }),
  ]);

  #log!: WatchedLog;
  #stopClosing: (() => void) | undefined;
  #screen!: Screen;
  #playhead!: Playhead;
  #delayTicks = 0;
  #own = false;
  /** Who moves the playhead of a room of one's own. */
  #host: string | undefined;
  #toldMotion = '';
  #toldEnd = false;
  #whereabouts!: Whereabouts;

  get #settings(): WatchRoomSettings {
    return (this.constructor as typeof WatchRoom).settings;
  }

  override async onCreate(options: unknown): Promise<void> {
    const { services, gameById, log, spectators } = this.#settings;
    const { matchId, own, at } = parseWatchOptions(options);
    if (matchId === undefined) throw cannotWatch('say which match: { matchId }');
    this.#whereabouts = new Whereabouts(services.presences);
    guardFrames(this, undefined, (client) => sendAway(client, closeCodes.malformed, 'a malformed message'));
    const watched = await openWatched(matchId, { services, gameById, presence: this.presence, log });
    if (!watched) throw cannotWatch(`there is no match ${matchId}`);
    this.#log = watched.log;
    this.#screen = watched.screen;
    const { header, match } = this.#log;
    const running = match.status === 'running';
    if (running) {
      const mode = modeOf(gameById(header.game)!.rules, header.mode);
      this.#delayTicks = header.tickRate * watchDelaySeconds(mode, match.rated);
    }
    // Once a match is over there is nothing to follow together: everyone begins where they like.
    this.#own = own || !running;
    const live = running && at === undefined;
    this.#playhead = new Playhead(header.tickRate, live ? 'live' : 'playing', live ? this.#edge : (at ?? 0));
    this.state = this.#screen.wire;
    this.broadcastPatch(); // as in a game room: takes the state's making off the list of changes
    this.setSimulationInterval((elapsedMs) => this.#step(elapsedMs), 1000 / patchesPerSecond);
    this.patchRate = null;
    this.clock.setInterval(() => void this.#lookAround(), lookAroundMs);
    this.#stopClosing = closeBarred(this, matchId, services, (error) =>
      log.warn({ err: error, matchId }, 'who may watch can not be read; trying again'),
    );
    const locked = this.#own;
    await this.setMatchmaking({ maxClients: spectators, private: this.#own, locked, metadata: { matchId } });
    // DECISION: at once, and not with the first seat. Colyseus offers a new room to all who ask for such a one at the same
    // moment; those who find it locked get another.
    (this as unknown as { _listing: IRoomCache })._listing.locked = locked;
  }

  override setSerializer(): void {
    const giveUp = (client: Client): void =>
      sendAway(client, closeCodes.tooSlow, 'your connection is too slow to watch');
    super.setSerializer(new StateStream({ pauseMs: 1_000, patienceMs: 10_000, giveUp }));
  }

  /** Here and not before: a room can be joined by its id alone, and be about any match. */
  override async onJoin(client: Client<{ auth: Spectator }>): Promise<void> {
    await admit(client, this.#log.match.id, this.#settings.services);
    const { match, header } = this.#log;
    const { playerId } = client.auth!;
    if (playerId) this.#whereabouts.enter(client.sessionId, playerId, { status: 'watching', matchId: match.id });
    if (this.#own && this.#host === undefined) {
      this.#host = client.sessionId;
      await this.setMatchmaking({ locked: false });
    }
    client.send('match', {
      ...watchMessage(this.#log, this.#toldEnd, this.#screen.tick),
      delaySeconds: this.#delayTicks / header.tickRate,
      exact: this.#screen.exact,
    });
    client.send('playhead', this.#motion());
    if (this.#toldEnd) client.send('end', this.#end());
    this.plugins.chat.welcome(client);
  }

  override onLeave(client: Client): void {
    this.#whereabouts.leave(client.sessionId);
    if (this.#host === client.sessionId) this.#host = this.clients.find((other) => other !== client)?.sessionId;
  }

  override onDispose(): void {
    this.#log?.stop();
    this.#stopClosing?.();
    this.#whereabouts?.clear();
    this.plugins.chat.stop();
  }

  override onUncaughtException(error: Error): void {
    if (error.cause instanceof ServerError) return;
    this.#settings.log.error({ err: error.cause ?? error }, 'a bug ended this watch room');
    void this.disconnect(CloseCode.WITH_ERROR);
  }

  /** The last tick that may be seen. */
  get #edge(): number {
    return Math.max(0, Math.floor(Math.min(this.#log.edge - this.#delayTicks, this.#log.lastTick)));
  }

  #step(elapsedMs: number): void {
    const edge = this.#edge;
    const final = this.#log.ended && edge >= this.#log.lastTick;
    this.#playhead.move(elapsedMs, edge, final);
    this.#show();
    const ended = final && this.#screen.tick >= edge;
    if (ended && !this.#toldEnd) this.#onEnd();
    this.#toldEnd = ended;
  }

  #show(): void {
    const screen = this.#screen;
    screen.show(this.#playhead.tick, catchUpMs);
    this.broadcastPatch();
    const events = screen.takeEvents();
    if (events.length > 0) this.broadcast('events', events);
    const { tick: _, edge: __, ...motion } = this.#motion();
    if (JSON.stringify(motion) !== this.#toldMotion) this.#tellMotion();
  }

  #onEnd(): void {
    this.broadcast('end', this.#end());
    if (this.#own) return;
    // Who comes now gets a room of their own, from the start.
    void this.setMatchmaking({ private: true });
    this.clock.setTimeout(() => void this.disconnect(), this.#settings.lingerSeconds * 1000);
  }

  #end(): MatchEnd {
    const { outcome = null, tick } = this.#screen;
    return { outcome, reason: outcome?.reason ?? this.#log.aborted ?? '', tick };
  }

  #motion() {
    const { motion, speed } = this.#playhead;
    return { tick: this.#screen.tick, edge: this.#edge, motion, speed, own: this.#own };
  }

  #tellMotion(): void {
    const { tick, edge, ...motion } = this.#motion();
    this.#toldMotion = JSON.stringify(motion);
    this.broadcast('playhead', { tick, edge, ...motion });
  }

  #onControl(client: Client, payload: unknown, context: RequestContext): unknown {
    if (!this.#own) return context.reject({ reason: 'shared_room', detail: 'join with { matchId, own: true }' });
    if (client.sessionId !== this.#host) return context.reject({ reason: 'not_host' });
    const control = controls.safeParse(payload);
    if (!control.success) return context.reject({ reason: 'malformed', detail: z.prettifyError(control.error) });
    this.#playhead.control(control.data, this.#edge);
    // Shown by the next step, however many are asked for until then: to seek takes a while.
    return { ...this.#motion(), tick: this.#playhead.tick };
  }

  /** What is not urgent: how many watch, how far the match has come, and whether its room still lives. */
  async #lookAround(): Promise<void> {
    this.#log.check();
    this.#tellMotion();
    const { crowds } = this.constructor as typeof WatchRoom;
    const spectators = await crowds.of(this.#log.match.id);
    if (spectators !== undefined) this.broadcast('crowd', { spectators });
  }
}
