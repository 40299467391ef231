// What players are told the moment it happens, in whichever process they are connected: PostgreSQL carries it, with Redis
// or without. Best effort: what must not be lost is stored by whoever tells it, before.

import type { Database } from '../db/client.ts';
import { keepConnection } from '../db/kept-connection.ts';
import { type Push, push } from '../queues/pushes.ts';

export interface Pushes {
  /** Tells these players. To be called when what is told has been committed; does not wait, and never throws. */
  send(playerIds: readonly string[], push: Push): void;
  /** Hears what any process tells; returns how to stop that. */
  listen(listener: Listener): () => void;
  /** What has come from another process, as JSON. */
  receive(parcel: string): void;
}

type Listener = (playerIds: readonly string[], push: Push) => void;

const channel = 'arbiter_pushes';
/** NOTIFY takes less than 8000 bytes. */
const parcelBytes = 7_900;
const idBytes = 40;

export function openPushes(db: Database, onError: (error: Error) => void = () => undefined): Pushes {
  const listeners = new Set<Listener>();
  let waiting: string[] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const parcels = waiting;
      waiting = [];
      const sent = db.pool.query('SELECT pg_notify($1, parcel) FROM unnest($2::text[]) AS parcel', [channel, parcels]);
      await sent.catch(onError);
    }
    sending = undefined;
  }
  return {
    send(playerIds, told) {
      waiting.push(...parcelsOf(playerIds, told));
      if (waiting.length > 0) sending ??= sendAll();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive(parcel) {
      const [playerIds, told] = JSON.parse(parcel) as [string[], unknown];
      const read = push.safeParse(told);
      // A process of another version may tell what is not known here.
      if (read.success) for (const listener of listeners) listener(playerIds, read.data);
    },
  };
}

function parcelsOf(playerIds: readonly string[], told: Push): string[] {
  const most = Math.floor((parcelBytes - Buffer.byteLength(JSON.stringify(told))) / idBytes);
  if (most < 1) throw new RangeError(`a push of the type ${told.type} is too long to be told`);
  const parcels: string[] = [];
  for (let from = 0; from < playerIds.length; from += most) {
    parcels.push(JSON.stringify([playerIds.slice(from, from + most), told]));
  }
  return parcels;
}

/** Receives on a connection of its own, and takes another after PostgreSQL was away. */
export function receivePushes(
  databaseUrl: string,
  pushes: Pushes,
  onError: (error: Error) => void,
): Promise<{ stop(): Promise<void> }> {
  return keepConnection(databaseUrl, {
    name: 'arbiter pushes',
    ready(client) {
      client.on('notification', ({ payload }) => pushes.receive(payload!));
      return client.query(`LISTEN ${channel}`);
    },
    onLost: onError,
  });
}
