// Makes a room for each appointment that is due, and ends the matches of processes that are dead. Any number of processes
// may: each takes some, and the room itself binds the appointment (game-room.ts), so that there is one at most.

import { matchMaker } from '@colyseus/core';
import type { Services } from '../services/index.ts';
import type { Appointment } from '../services/appointments.ts';
import { repeat, type Repeated } from '../services/repeat.ts';
import type { Reserved } from './reserved-seats.ts';

export interface KeeperEvents {
  onError(error: Error): void;
  /** So many matches were ended, since the process that ran them is gone. */
  onAborted(matches: number): void;
}

const pollMs = 250;
const lookForDeadMs = 2_500;

type KeeperServices = Pick<Services, 'appointments' | 'matches' | 'tournaments'>;

/** From now on, until it is stopped. */
export function keepAppointments(services: KeeperServices, { onError, onAborted }: KeeperEvents): Repeated {
  let dead: readonly number[] = [];
  let lookedAtMs = -Infinity;

  async function look(): Promise<void> {
    // Before it listens, and when it is about to end, this process makes no rooms.
    if (matchMaker.state !== matchMaker.MatchMakerState.READY) return;
    if (performance.now() - lookedAtMs >= lookForDeadMs) {
      lookedAtMs = performance.now();
      dead = await services.appointments.findDead();
      const aborted = await services.matches.abortOrphans(dead);
      if (aborted > 0) onAborted(aborted);
    }
    const due = await services.appointments.takeDue(dead);
    await Promise.all(due.map((appointment) => makeRoom(services, appointment).catch(onError)));
  }

  return repeat(pollMs, look, onError);
}

async function makeRoom({ tournaments }: KeeperServices, appointment: Appointment): Promise<void> {
  const { id, game, mode, players, rated, waitSeconds } = appointment;
  const reserved: Reserved = { appointment: id, players: [...players], rated, waitSeconds };
  await matchMaker.createRoom(game, { mode, private: true, reserved });
  await tournaments.call(id);
}
