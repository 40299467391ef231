// One client of a load test: joins, lets its bot play a match to the end, leaves, and starts over until it is told to stop.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import type { LoadBot, Meter } from '../bots/bot.ts';
import { type Player, Table } from '../client.ts';

/** What happens to a client, beside what its bot measures. */
export interface ClientMeter extends Meter {
  /** Called once: when the client is in a room for the first time. */
  arrived(): void;
  /** A state has come; so many ticks have passed since the one before. */
  patched(ticks: number): void;
  /** The connection broke without either side having asked for it. */
  disconnected(): void;
  /** Called by one client of each match. */
  matchFinished(): void;
  failed(error: unknown): void;
}

export interface ClientPlan {
  readonly player: Player;
  readonly roomName: string;
  readonly options: object;
  readonly bot: LoadBot;
  readonly meter: ClientMeter;
  readonly signal: AbortSignal;
}

const pauseAfterFailureMs = 1_000;
const leaveTimeoutMs = 2_000;

/** Resolves when `signal` has been aborted and the client has left; failures go to the meter. */
export async function keepPlaying(plan: ClientPlan): Promise<void> {
  const { player, roomName, options, meter, signal } = plan;
  let arrived = false;
  while (!signal.aborted) {
    try {
      const room = await player.sdk.joinOrCreate(roomName, options);
      if (!arrived) meter.arrived();
      arrived = true;
      await playMatch(room, plan);
    } catch (error) {
      if (signal.aborted) return;
      meter.failed(error);
      await sleep(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function playMatch(room: Room, { bot, meter, signal }: ClientPlan): Promise<void> {
  let open = true;
  room.onDrop(() => meter.disconnected());
  let tick = 0;
  room.onStateChange((state: { tick: number }) => {
    meter.patched(tick === 0 ? 0 : state.tick - tick);
    tick = state.tick;
  });
  const closed = new Promise<never>((_, reject) => {
    room.onLeave((code) => {
      open = false;
      reject(new Error(`the room was left: close code ${code}`));
    });
  });
  try {
    const table = new Table(room);
    await Promise.race([bot(table, meter), closed, aborted(signal)]);
    if (!signal.aborted && table.info?.seat === 0) meter.matchFinished();
  } finally {
    if (open) await Promise.race([room.leave(), sleep(leaveTimeoutMs)]);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
