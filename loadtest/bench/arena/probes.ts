// Players who measure, a process of its own: `probes.ts <peer> <endpoint> <room id> <count>`. Each is a plain SDK client
// that decodes every state. Told `open`, they join; told `press`, they press keys for 10 s and answer with what it took.

import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Room } from '@colyseus/sdk';
import { signIn, Table } from '../../client.ts';
import type { PeerId } from './peers.ts';

const [peer, endpoint = '', roomId = '', count = '1'] = process.argv.slice(2) as [PeerId, ...string[]];
const pressingMs = 10_000;
/** Between two presses, at random, so that they fall on all moments of a tick. */
const pauseMs = { least: 60, most: 160 };
const waitMs = 1_000;
let probes: Probe[] = [];

class Probe {
  readonly latenciesMs: number[] = [];
  #room: Room;
  #seat: number;
  /** What no state has shown yet, the oldest first. */
  #pressed: { readonly aim: number; readonly atMs: number }[] = [];

  constructor(room: Room, seat: number) {
    this.#room = room;
    this.#seat = seat;
    room.onStateChange(({ players }: { players: ArrayLike<{ aim: number }> }) => this.#see(players[this.#seat]!.aim));
  }

  async press(): Promise<void> {
    const input = this.#room.input<Record<string, number>>();
    const endMs = performance.now() + pressingMs;
    for (let aim = 1; performance.now() < endMs; aim = (aim % 255) + 1) {
      await sleep(pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least));
      Object.assign(input.data, { moveX: 0, moveY: 0, aim, fire: 0 });
      this.#pressed.push({ aim, atMs: performance.now() });
      input.send();
    }
    await sleep(waitMs);
    if (this.#pressed.length > 0) throw new Error(`${this.#pressed.length} inputs had no effect`);
  }

  #see(seen: number): void {
    const shown = this.#pressed.findIndex(({ aim }) => aim === seen) + 1;
    for (const { atMs } of this.#pressed.splice(0, shown)) this.latenciesMs.push(performance.now() - atMs);
  }
}

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    const tables: Table[] = [];
    while (tables.length < Number(count)) {
      const sdk = peer === 'own' ? (await signIn(endpoint)).sdk : new Client(endpoint);
      tables.push(new Table(await sdk.joinById(roomId, {})));
    }
    probes = await Promise.all(tables.map(async (table) => new Probe(table.room, await table.begun())));
    return true;
  },
  async press() {
    await Promise.all(probes.map((probe) => probe.press()));
    return probes.flatMap(({ latenciesMs }) => latenciesMs.splice(0));
  },
};

process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});
