// What the players of a room are doing, for as long as the room says so.

import type { Doing, Presences } from '../services/presences.ts';

export class Whereabouts {
  #presences: Presences;
  #leaving = new Map<string, () => void>();

  constructor(presences: Presences) {
    this.#presences = presences;
  }

  /** `key`: who it is to the room, a player or one of their connections. */
  enter(key: string, playerId: string, doing: Doing): void {
    this.leave(key);
    this.#leaving.set(key, this.#presences.enter(playerId, doing));
  }

  leave(key: string): void {
    this.#leaving.get(key)?.();
    this.#leaving.delete(key);
  }

  clear(): void {
    for (const key of this.#leaving.keys()) this.leave(key);
  }
}
