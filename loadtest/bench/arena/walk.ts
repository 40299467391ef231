// One run: a server, its rooms full of walkers, and what both used meanwhile.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../child.ts';
import { cores, pin } from '../pin.ts';
import { descendantsCpuUs } from '../process-tree.ts';
import type { BenchServer } from '../servers.ts';
import { type PeerId, startPeer } from './peers.ts';

export interface Place {
  readonly server: BenchServer;
  readonly crowd: Child;
  readonly roomIds: readonly string[];
  /** What Colyseus calls the server's process. */
  readonly processId: string;
}

export interface Crowd {
  readonly rooms: number;
  readonly players: number;
  /** Places of the first room that are left to others. */
  readonly vacancies: number;
}

const warmUpMs = 4_000;

/** Opens rooms and fills them; `use` them, and everything is closed. */
export const withCrowd = async <T>(peer: PeerId, crowd: Crowd, use: (place: Place) => Promise<T>): Promise<T> =>
  withCrowdOn(await startPeer(peer, crowd.players), peer, crowd, use);

/** The same on a server that has been started; it is stopped, too. */
export async function withCrowdOn<T>(
  server: BenchServer,
  peer: PeerId,
  { rooms, players, vacancies }: Crowd,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const crowd = startChild(
    join(import.meta.dirname, 'crowd.ts'),
    [peer, server.endpoint, rooms, players, vacancies].map(String),
  );
  try {
    await pin(server.child.pid, cores.server);
    await pin(crowd.pid, cores.load);
    const where = await crowd.ask<Pick<Place, 'roomIds' | 'processId'>>('open');
    return await use({ server, crowd, ...where });
  } finally {
    await crowd.stop();
    await server.stop();
  }
}

export interface Usage {
  /** Share of one core, in percent. */
  readonly server: number;
  readonly database: number;
  readonly load: number;
  /** To each client. */
  readonly bytesPerSecond: number;
  readonly patchesPerSecond: number;
}

/** Lets the crowd walk; after a while measures for so long. */
export async function walkFor(seconds: number, { server, crowd }: Place, clients: number): Promise<Usage> {
  await crowd.ask('walk');
  await sleep(warmUpMs);
  const read = async () => ({
    atMs: performance.now(),
    server: await server.child.cpuUs(),
    database: descendantsCpuUs(server.child.pid),
    load: await crowd.cpuUs(),
    ...(await crowd.ask<{ bytes: number; patches: number; lost: number }>('count')),
  });
  const before = await read();
  await sleep(seconds * 1_000);
  const after = await read();
  if (after.lost > 0) throw new Error(`${after.lost} of ${clients} clients lost their connection`);
  const each = (key: Exclude<keyof typeof after, 'atMs'>): number =>
    (after[key] - before[key]) / ((after.atMs - before.atMs) / 1_000);
  return {
    server: each('server') / 10_000,
    database: each('database') / 10_000,
    load: each('load') / 10_000,
    bytesPerSecond: each('bytes') / clients,
    patchesPerSecond: each('patches') / clients,
  };
}
