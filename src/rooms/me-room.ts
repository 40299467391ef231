// The room `me`: what a player is told the moment it happens, on each of their devices. One room holds many players and
// has no state; the players of a process are found by their ids.

import { type Client, Room, ServerError } from '@colyseus/core';
import type { Logger } from 'pino';
import type { Push } from '../queues/pushes.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { Services } from '../services/index.ts';
import { signedIn } from './authenticate.ts';
import { closeCodes } from './close-codes.ts';
import { closeEndedSessions, hasEnded, refuseEnded } from './ended-sessions.ts';
import { guardFrames } from './wire/frame-guard.ts';
import { sendAway } from './wire/send-away.ts';
import { Whereabouts } from './whereabouts.ts';

type Me = Client<{ auth: Identity }>;

export interface MeRoomSettings {
  readonly services: Pick<Services, 'presences' | 'pushes' | 'revocations' | 'sessions'>;
  readonly log: Logger;
}

/** DECISION: not one room for all: Colyseus looks through a room's reserved seats at every join. */
const playersInRoom = 250;
/** Connections of one player to one process; the oldest makes room for another. */
const mostDevices = 10;
/** A lost connection is kept for so long, and is not seen by friends. */
const graceSeconds = 10;
const fallsBehindAt = 64 * 1024;
const mostBuffered = 1024 * 1024;
const patienceMs = 10_000;
const lookEveryMs = 1_000;

export function meRoom(settings: MeRoomSettings): typeof MeRoom {
  const devices = new Map<string, Set<Me>>();
  settings.services.pushes.listen((playerIds, push) => {
    for (const id of playerIds) for (const client of devices.get(id) ?? []) tell(client, push);
  });
  return class extends MeRoom {
    static override readonly settings = settings;
    static override readonly devices = devices;
    static override onAuth = (token: string): Promise<Identity> => signedIn(settings.services.sessions, token);
  };
}

export class MeRoom extends Room<{ client: Me }> {
  static readonly settings: MeRoomSettings;
  static readonly devices: Map<string, Set<Me>>;

  override maxMessagesPerSecond = 20;
  override maxClients = playersInRoom;
  /** There is no state: this is how often the room's clock looks for what is due. */
  override patchRate = lookEveryMs;
  override messages = {
    _: (client: Client) => sendAway(client, closeCodes.malformed, 'this room takes no messages'),
  };

  #stopClosing: (() => void) | undefined;
  #whereabouts!: Whereabouts;
  #behindSinceMs = new WeakMap<Me, number>();

  get #class(): typeof MeRoom {
    return this.constructor as typeof MeRoom;
  }

  override onCreate(): void {
    guardFrames(this, undefined, (client) => sendAway(client, closeCodes.malformed, 'a malformed message'));
    const { presences, revocations } = this.#class.settings.services;
    this.#whereabouts = new Whereabouts(presences);
    this.#stopClosing = closeEndedSessions(this, revocations);
    this.clock.setInterval(() => this.#closeSlow(), lookEveryMs);
  }

  override onJoin(client: Me): void {
    refuseEnded(client, this.#class.settings.services.revocations);
    this.#connect(client);
  }

  override onDrop(client: Me): void {
    this.#disconnect(client);
    this.#whereabouts.enter(client.sessionId, client.auth!.playerId, { status: 'online' });
    if (hasEnded(client, this.#class.settings.services.revocations)) return;
    // Rejected when the grace time is over: Colyseus then calls onLeave.
    this.allowReconnection(client, graceSeconds).catch(() => undefined);
  }

  override onReconnect(client: Me): void {
    refuseEnded(client, this.#class.settings.services.revocations);
    this.#connect(client);
  }

  override onLeave(client: Me): void {
    this.#disconnect(client);
    this.#whereabouts.leave(client.sessionId);
  }

  override onDispose(): void {
    this.#stopClosing?.();
    this.#whereabouts?.clear();
  }

  /** Refused joins come by here, too: those are no bugs. */
  override onUncaughtException(error: Error): void {
    if (error.cause instanceof ServerError) return;
    this.#class.settings.log.error({ err: error.cause ?? error }, 'a bug in a room that tells players what is theirs');
  }

  #connect(client: Me): void {
    const { devices } = this.#class;
    const { playerId } = client.auth!;
    const own = devices.get(playerId) ?? new Set();
    devices.set(playerId, own.add(client));
    this.#whereabouts.enter(client.sessionId, playerId, { status: 'online', hears: true });
    const [oldest] = own;
    if (own.size > mostDevices && oldest) {
      own.delete(oldest);
      sendAway(oldest, closeCodes.tookOver, 'you are connected from too many devices');
    }
  }

  #disconnect(client: Me): void {
    const { devices } = this.#class;
    const own = devices.get(client.auth!.playerId);
    own?.delete(client);
    if (own?.size === 0) devices.delete(client.auth!.playerId);
  }

  #closeSlow(): void {
    for (const client of this.clients) {
      if (bufferedBy(client) < fallsBehindAt) this.#behindSinceMs.delete(client);
      else if (!this.#behindSinceMs.has(client)) this.#behindSinceMs.set(client, performance.now());
      else if (performance.now() - this.#behindSinceMs.get(client)! > patienceMs) giveUp(client);
    }
  }
}

function tell(client: Me, { type, ...content }: Push): void {
  if (bufferedBy(client) > mostBuffered) giveUp(client);
  else client.send(type, content);
}

const giveUp = (client: Me): void => sendAway(client, closeCodes.tooSlow, 'your connection is too slow');

const bufferedBy = ({ ref }: Me): number => (ref as unknown as { bufferedAmount: number }).bufferedAmount;
