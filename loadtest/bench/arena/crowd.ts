// The load, a process of its own: `crowd.ts <peer> <endpoint> <rooms> <players> <vacancies>` fills rooms with walkers and
// leaves so many places of the first one to others. Told what to do by messages: see the commands.

import { setTimeout as sleep } from 'node:timers/promises';
import { TICK_RATE } from '../../../src/games/arena/balance.ts';
import { signIn } from '../../client.ts';
import type { PeerId } from './peers.ts';
import { reserveSeat, seatUrl } from './seat-reservation.ts';
import { Walker } from './walker.ts';

const [peer, endpoint = '', ...counts] = process.argv.slice(2) as [PeerId, ...string[]];
const [rooms = 1, players = 8, vacancies = 0] = counts.map(Number);
const enterAtOnce = 20;
const idleRooms = 4;
/** Walkers send at so many moments of a tick, not all at once. */
const phases = 10;
let roomIds: string[] = [];
let processId = '';
const walkers: Walker[] = [];
let walking = 0;

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    for (let room = 0; room < rooms; room++) roomIds.push(await fill(room === 0 ? players - vacancies : players));
    return { roomIds, processId };
  },
  async walk() {
    walking = walkers.length;
    void keepPace();
    return true;
  },
  /** So many more rooms, with one client each, that wait for the others for ever. */
  async idle() {
    for (let room = 0; room < idleRooms; room++) await enter('create', 'arena');
    return true;
  },
  /** They stop one after the other, until after so many seconds all stand. */
  async settle() {
    const perStep = walkers.length / 50;
    for (let left = walkers.length; left > 0; left -= perStep) {
      const from = Math.max(0, Math.floor(left - perStep));
      for (const walker of walkers.slice(from, walking)) walker.stand();
      walking = from;
      await sleep(180);
    }
    return true;
  },
  async count() {
    const sum = (key: 'bytes' | 'patches'): number => walkers.reduce((total, walker) => total + walker[key], 0);
    return { bytes: sum('bytes'), patches: sum('patches'), lost: walkers.filter(({ lost }) => lost).length };
  },
};

/** Takes so many places of a new room; returns its id. */
async function fill(places: number): Promise<string> {
  const roomId = await enter('create', 'arena');
  for (let taken = 1; taken < places; taken += enterAtOnce) {
    const group = Math.min(enterAtOnce, places - taken);
    await Promise.all(Array.from({ length: group }, () => enter('joinById', roomId)));
  }
  return roomId;
}

async function enter(method: 'create' | 'joinById', where: string): Promise<string> {
  const token = peer === 'own' ? (await signIn(endpoint)).sdk.auth.token : undefined;
  const seat = await reserveSeat(endpoint, method, where, token);
  const walker = new Walker(walkers.length, peer);
  walkers.push(walker);
  processId = seat.processId;
  await walker.enter(seatUrl(endpoint, seat));
  return seat.roomId;
}

/** By the clock, so that each walker sends just as many inputs a second as the room has ticks. */
async function keepPace(): Promise<void> {
  const stepMs = 1_000 / TICK_RATE / phases;
  const startMs = performance.now();
  for (let step = 0; ; step++) {
    for (let i = step % phases; i < walking; i += phases) walkers[i]!.walk();
    const waitMs = startMs + (step + 1) * stepMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
  }
}

process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});
