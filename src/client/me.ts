// The room `me`: what happens to the player, heard for as long as somebody listens. It is joined for the first listener,
// and again where its connection is lost for good, as when the server is started anew; but where it had to make room for
// another connection of the player's, only for the next listener.

import type { Room } from '@colyseus/sdk';

type Listener = (push: never) => void;

/** With which the server closes a connection where the player has too many: the oldest makes room for the newest. */
const tookOver = 4100;
const firstWaitMs = 500;
const longestWaitMs = 30_000;

export class Me {
  #join: () => Promise<Room>;
  #room: Promise<Room> | undefined;
  #listeners = new Map<string, Set<Listener>>();

  constructor(join: () => Promise<Room>) {
    this.#join = join;
  }

  /** Resolves, when it is heard, to what stops it. Rejects where the room can't be joined. */
  async on(type: string, listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    try {
      await (this.#room ?? this.#open());
    } catch (error) {
      listeners.delete(listener);
      if ([...this.#listeners.values()].every(({ size }) => size === 0)) this.#room = undefined;
      throw error;
    }
    return () => void listeners.delete(listener);
  }

  /** Nobody listens any more. */
  async leave(): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    this.#listeners.clear();
    // The server closes what a session held, maybe before we do.
    const leave = (joined: Room): unknown => joined.connection.isOpen && joined.leave();
    await room?.then(leave).catch(() => undefined);
  }

  #open(): Promise<Room> {
    const opened = this.#join().then((room) => {
      room.onMessage('*', (type, push: never) => {
        for (const listener of this.#listeners.get(String(type)) ?? []) listener(push);
      });
      room.onLeave((code) => void (code === tookOver ? this.#giveWay(opened) : this.#reopen(opened)));
      return room;
    });
    this.#room = opened;
    return opened;
  }

  /** DECISION: not again by itself: it would close the next oldest, which would come again, and so on for ever. */
  #giveWay(lost: Promise<Room>): void {
    if (this.#room === lost) this.#room = undefined;
  }

  /** Until that works, or it has been left. */
  async #reopen(lost: Promise<Room>): Promise<void> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (this.#room !== lost) return;
      lost = this.#open();
      const joined = await lost.then(
        () => true,
        () => false,
      );
      if (joined) return;
    }
  }
}
