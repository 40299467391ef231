// One client of a load test: joins, lets its bot play a match to the end, leaves, and starts over until it is told to stop.

import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadBot, Meter } from '../bots/bot.ts';
import { type Player, Table } from '../client.ts';

/** What happens to a client, beside what its bot measures. */
export interface ClientMeter extends Meter {
  connected(): void;
  left(): void;
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
  const { meter, signal } = plan;
  while (!signal.aborted) {
    try {
      await playMatch(plan);
    } catch (error) {
      if (signal.aborted) return;
      meter.failed(error);
      await sleep(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function playMatch({ player, roomName, options, bot, meter, signal }: ClientPlan): Promise<void> {
  const room = await player.sdk.joinOrCreate(roomName, options);
  meter.connected();
  let open = true;
  room.onDrop(() => meter.disconnected());
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
    // A pending bot must not be left to count its own leaving as an error.
    if (open) await Promise.race([room.leave(), sleep(leaveTimeoutMs)]);
    meter.left();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
