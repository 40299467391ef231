// Where clients queue over a connection: it keeps their place, tells them how they stand, and hands them their seat.
//
// DECISION: not on Colyseus' QueueRoom. It takes its clients' word for their rank; knows no latency, no region, no party
// that must stay in one team and nobody who waits by HTTP; puts whoever has waited ten rounds into any group; forgets who
// was sent to a match that never began; and all who queue must be in one room, in the memory of the one process that has
// it. Here the queue is in PostgreSQL (src/services/queue), and any number of these rooms, in any process, lead to it.

import { type Client, CloseCode, ErrorCode, Room, ServerError } from '@colyseus/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Push } from '../queues/pushes.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { Services } from '../services/index.ts';
import { queueRequest, type QueueRequest } from '../services/queue/request.ts';
import { Refused } from '../services/refused.ts';
import { signedIn } from './authenticate.ts';
import { closeCodes } from './close-codes.ts';
import { closeEndedSessions, refuseEnded } from './ended-sessions.ts';
import { guardFrames } from './wire/frame-guard.ts';
import { sendAway } from './wire/send-away.ts';

export interface QueueRoomSettings {
  readonly services: Pick<Services, 'pushes' | 'queue' | 'revocations' | 'sessions'>;
  readonly log: Logger;
}

type QueueClient = Client<{ auth: Identity }>;

/** Of one room; for more of them Colyseus opens another. */
const mostClients = 1_000;
/** A place is kept for three times as long without a sign of its player. */
const lookEveryMs = 5_000;
const reconnectSeconds = 10;

export function queueRoom(settings: QueueRoomSettings): typeof QueueRoom {
  return class extends QueueRoom {
    static override readonly settings = settings;
    static override onAuth = (token: string, options: unknown): Promise<Identity> => {
      readRequest(options);
      return signedIn(settings.services.sessions, token);
    };
  };
}

export class QueueRoom extends Room<{ client: QueueClient }> {
  static readonly settings: QueueRoomSettings;

  override maxMessagesPerSecond = 10;
  override maxClients = mostClients;
  override patchRate = null;
  override messages = {
    status: (client: QueueClient) => this.#settings.services.queue.status(client.auth!, this.roomId),
  };

  /** By session: the match that its client was told of. */
  #told = new Map<string, string>();
  /** By session: who is here, or may come back to it. */
  #players = new Map<string, string>();
  #stop: (() => void)[] = [];

  get #settings(): QueueRoomSettings {
    return (this.constructor as typeof QueueRoom).settings;
  }

  override onCreate(): void {
    const { pushes, revocations } = this.#settings.services;
    guardFrames(this, undefined, (client) => sendAway(client, closeCodes.malformed, 'a malformed message'));
    this.#stop = [
      closeEndedSessions(this, revocations),
      pushes.listen((playerIds, push) => this.#hear(playerIds, push)),
    ];
    this.clock.setInterval(() => this.#inBackground(this.#lookAfterAll()), lookEveryMs);
  }

  /** Takes a place; `{}` is for who has one already: taken by HTTP, by the party's leader, or before the connection was lost. */
  override async onJoin(client: QueueClient, options: unknown): Promise<void> {
    const { queue, revocations } = this.#settings.services;
    refuseEnded(client, revocations);
    this.#players.set(client.sessionId, client.auth!.playerId);
    const request = readRequest(options);
    const entered = request && (await queue.enter(client.auth!, request, this.roomId));
    if (entered instanceof Refused) throw refusal(`${entered.reason}: ${entered.detail}`);
    await this.#tell(client);
  }

  override onDrop(client: QueueClient): void {
    this.allowReconnection(client, reconnectSeconds).catch(() => undefined);
  }

  override async onReconnect(client: QueueClient): Promise<void> {
    refuseEnded(client, this.#settings.services.revocations);
    await this.#tell(client);
  }

  /** Who says goodbye everywhere gives the place up, unless a match is found: that one is played from another room. */
  override async onLeave(client: QueueClient, code?: number): Promise<void> {
    this.#told.delete(client.sessionId);
    const { playerId } = client.auth!;
    this.#players.delete(client.sessionId);
    const again = [...this.#players.values()].includes(playerId);
    if (code === CloseCode.CONSENTED && !again) await this.#settings.services.queue.letGo(playerId, this.roomId);
  }

  override onDispose(): void {
    for (const stop of this.#stop) stop();
  }

  override onUncaughtException(error: Error): void {
    if (!(error.cause instanceof ServerError))
      this.#settings.log.error({ err: error.cause ?? error }, 'a queue room failed');
  }

  #hear(playerIds: readonly string[], push: Push): void {
    if (push.type !== 'match.found' && push.type !== 'match.cancelled') return;
    for (const client of this.clients) {
      if (!playerIds.includes(client.auth!.playerId)) continue;
      if (push.type === 'match.cancelled') {
        client.send('cancelled', { matchId: push.matchId, requeued: push.requeued });
      }
      this.#inBackground(this.#tell(client));
    }
  }

  /** `status`, or once a match is found, `found` with the seat. */
  async #tell(client: QueueClient): Promise<void> {
    const status = await this.#settings.services.queue.status(client.auth!, this.roomId);
    const { sessionId } = client;
    // Gone meanwhile: what is noted of them now would stay.
    if (!this.#players.has(sessionId)) return;
    if (status.state === 'found' || status.state === 'playing') this.#told.set(sessionId, status.matchId);
    client.send(status.state === 'found' ? 'found' : 'status', status);
  }

  /** Keeps all places, and tells whom a push has not reached. */
  async #lookAfterAll(): Promise<void> {
    const playerIds = this.clients.map(({ auth }) => auth!.playerId);
    const found = await this.#settings.services.queue.seen(playerIds, this.roomId);
    for (const client of this.clients) {
      const matchId = found.get(client.auth!.playerId);
      if (matchId !== undefined && this.#told.get(client.sessionId) !== matchId) await this.#tell(client);
    }
  }

  /** PostgreSQL may be away: places are kept for a while, and clients are told the next time. */
  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#settings.log.warn({ err: error }, 'the queue can not be read; trying again'));
  }
}

/** Undefined where nothing is asked for. */
function readRequest(options: unknown): QueueRequest | undefined {
  if (Object.keys(options ?? {}).length === 0) return undefined;
  const parsed = queueRequest.safeParse(options);
  if (parsed.success) return parsed.data;
  throw refusal(`wrong options: ${z.prettifyError(parsed.error)}`);
}

const refusal = (why: string): ServerError => new ServerError(ErrorCode.MATCHMAKE_INVALID_CRITERIA, why);
