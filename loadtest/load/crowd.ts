// A crowd of clients in one room type: gathers them, measures for a while, sends them home.

import { setTimeout as sleep } from 'node:timers/promises';
import { botFor } from '../bots/index.ts';
import { type Player, signIn } from '../client.ts';
import { keepPlaying } from './keep-playing.ts';
import { type Figures, Tally } from './tally.ts';

export interface CrowdPlan {
  readonly endpoint: string;
  readonly roomName: string;
  readonly mode: string | undefined;
  readonly clients: number;
  readonly seconds: number;
  /** Called about once a second. */
  readonly progress: (line: string) => void;
}

const signInsAtOnce = 20;
const gatherTimeoutMs = 30_000;
const farewellMs = 3_000;

export async function runCrowd(
  plan: CrowdPlan,
): Promise<{ figures: Figures; complaints: ReadonlyMap<string, number> }> {
  const { roomName, mode, progress } = plan;
  const bot = botFor(roomName);
  const tally = new Tally();
  const home = new AbortController();
  const players = await signInAll(plan, tally);
  const everyone = players.map((player) =>
    keepPlaying({ player, roomName, options: { mode }, bot, meter: tally, signal: home.signal }),
  );
  const deadlineMs = performance.now() + gatherTimeoutMs;
  // When every client has been turned away there is nobody to wait for.
  const hope = (): boolean => tally.clients > 0 || tally.errors < players.length;
  while (tally.clients < players.length && hope() && performance.now() < deadlineMs) {
    await sleep(300);
    progress(`${roomName}: ${tally.clients} of ${players.length} clients are in`);
  }
  tally.begin();
  for (let second = 1; second <= plan.seconds; second++) {
    await sleep(1_000);
    progress(`${roomName}: ${describe(second, tally.figures())}`);
  }
  const figures = tally.figures();
  home.abort();
  await Promise.race([Promise.all(everyone), sleep(farewellMs)]);
  return { figures, complaints: tally.complaints };
}

async function signInAll({ endpoint, clients, roomName, progress }: CrowdPlan, tally: Tally): Promise<Player[]> {
  const players: Player[] = [];
  while (players.length < clients) {
    const group = Array.from({ length: Math.min(signInsAtOnce, clients - players.length) }, () => signIn(endpoint));
    const settled = await Promise.allSettled(group);
    for (const result of settled) {
      if (result.status === 'fulfilled') players.push(result.value);
      else tally.failed(result.reason);
    }
    // No use in asking a server that lets nobody in once for every client.
    if (settled.every(({ status }) => status === 'rejected')) break;
    progress(`${roomName}: ${players.length} of ${clients} signed in`);
  }
  return players;
}

function describe(second: number, figures: Figures): string {
  const { clients, actions, actions_per_second: rate, ack_p99_ms: p99, matches, errors } = figures;
  const ticks = figures.inputs > 0 ? `, ${figures.ticks_per_second.toFixed(1)} ticks/s` : '';
  return `${second} s, ${clients} clients, ${actions} actions (${rate.toFixed(0)}/s), p99 ${p99.toFixed(0)} ms${ticks}, ${matches} matches, ${errors} errors`;
}
