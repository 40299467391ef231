// One match of the arena, seen by turns while nobody watches and while a crowd does. On Arbiter that crowd is in
// watch rooms on a second process, in bare Colyseus it is in the match's own room.

import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../benchmark.ts';
import { type Child, startChild } from '../child.ts';
import { cores, pin } from '../pin.ts';
import { type BenchServer, startArbiterOn, startServer } from '../servers.ts';
import { type Place, withCrowdOn } from './walk.ts';

export interface Watched {
  readonly players: number;
  readonly spectators: number;
}

/** What was seen over some seconds; CPU in percent of one core, bytes and patches a second and client. */
export interface Sight {
  readonly inputs: number;
  readonly p99: number;
  readonly game: number;
  readonly playerBytes: number;
  /** NaN for what there is none of. */
  readonly watch: number;
  readonly spectatorBytes: number;
  readonly spectatorPatches: number;
}

export type Phase = 'alone' | 'watched';
export type Peer = 'own' | 'bare';

const probes = 10;
/** DECISION: one match for all repeats. With few players V8 takes long to have compiled what is hot. */
const compileMs = 10_000;
const warmUpMs = 2_500;
const program = (name: string): string => join(import.meta.dirname, name);

/** Sees both phases so many times over. `shared` is the environment of Arbiter's processes. */
export async function seeMatch(
  peer: Peer,
  size: Watched,
  repeats: number,
  shared: NodeJS.ProcessEnv,
  progress: (repeat: number) => void,
): Promise<Record<Phase, Sight>[]> {
  const counts = { rooms: 1, players: size.players, vacancies: probes };
  return withCrowdOn(await startGame(peer, size, shared), peer, counts, async (place) => {
    const prober = startChild(program('probes.ts'), [peer, place.server.endpoint, place.roomIds[0]!, String(probes)]);
    let watch: BenchServer | undefined;
    try {
      await prober.ask('open');
      await place.crowd.ask('walk');
      if (peer === 'own') watch = await startWatch(place, size, shared);
      await sleep(compileMs);
      const see = (audience?: Child): Promise<Sight> => seePlayers(size, place, prober, audience, watch?.child);
      const seen: Record<Phase, Sight>[] = [];
      for (let repeat = 1; repeat <= repeats; repeat++) {
        progress(repeat);
        const phases: Partial<Record<Phase, Sight>> = {};
        // Each comes first by turns, since a match's log grows.
        if (repeat % 2 === 1) phases.alone = await see();
        phases.watched = await withAudience(peer, size, place, watch ?? place.server, see);
        phases.alone ??= await see();
        seen.push(phases as Record<Phase, Sight>);
      }
      return seen;
    } finally {
      await watch?.stop();
      await prober.stop();
    }
  });
}

const startGame = (peer: Peer, { players, spectators }: Watched, shared: NodeJS.ProcessEnv): Promise<BenchServer> =>
  peer === 'own'
    ? startArbiterOn(program('own-server.ts'), [String(players)], shared)
    : startServer(program('bare-server.ts'), ['input', String(players), String(spectators)], {}, async () => undefined);

/** Colyseus puts new rooms where there are the fewest: on this process, as the other has some that idle. */
async function startWatch({ crowd }: Place, { players }: Watched, shared: NodeJS.ProcessEnv): Promise<BenchServer> {
  await crowd.ask('idle');
  const watch = await startArbiterOn(program('own-server.ts'), [String(players)], shared);
  stepBack(watch.child);
  return watch;
}

/**
 * DECISION: who watches, and what serves them, yields to the players' clients. They are the rest of the world on a core or
 * two; players who wait for a core that spectators use would measure this machine and not the game's server.
 */
const stepBack = ({ pid }: Child): void => setPriority(pid, 10);

async function withAudience<T>(
  peer: Peer,
  { spectators }: Watched,
  { roomIds, processId }: Place,
  { endpoint }: BenchServer,
  use: (audience: Child) => Promise<T>,
): Promise<T> {
  const audience = startChild(program('audience.ts'), [peer, endpoint, roomIds[0]!, processId, String(spectators)]);
  try {
    await pin(audience.pid, cores.load);
    stepBack(audience);
    await audience.ask('open');
    return await use(audience);
  } finally {
    await audience.stop();
  }
}

async function seePlayers(
  { players, spectators }: Watched,
  { server, crowd }: Place,
  prober: Child,
  audience: Child | undefined,
  watch: Child | undefined,
): Promise<Sight> {
  await sleep(warmUpMs);
  const none = { bytes: Number.NaN, patches: Number.NaN, lost: 0 };
  const read = async () => ({
    atMs: performance.now(),
    game: await server.child.cpuUs(),
    watch: (await watch?.cpuUs()) ?? Number.NaN,
    played: await crowd.ask<typeof none>('count'),
    watched: (await audience?.ask<typeof none>('count')) ?? none,
  });
  const before = await read();
  const latenciesMs = (await prober.ask<number[]>('press')).sort((a, b) => a - b);
  const after = await read();
  const lost = after.played.lost + after.watched.lost;
  if (lost > 0) throw new Error(`${lost} clients lost their connection`);
  if (after.watched.patches === before.watched.patches) throw new Error('the spectators saw nothing of the match');
  const perSecond = (key: (reading: typeof after) => number): number =>
    (key(after) - key(before)) / ((after.atMs - before.atMs) / 1_000);
  return {
    inputs: latenciesMs.length,
    p99: percentile(latenciesMs, 99),
    game: perSecond(({ game }) => game) / 10_000,
    playerBytes: perSecond(({ played }) => played.bytes) / (players - probes),
    watch: perSecond(({ watch }) => watch) / 10_000,
    spectatorBytes: perSecond(({ watched }) => watched.bytes) / spectators,
    spectatorPatches: perSecond(({ watched }) => watched.patches) / spectators,
  };
}
