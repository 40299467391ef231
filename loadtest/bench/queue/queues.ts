// Two queues under one clock of seconds: ours, and Colyseus' QueueRoom, its class as it is.

import { type Client, QueueRoom } from '@colyseus/core';
import { seeded } from '../../../src/games/kit/index.ts';
import { pairUp } from '../../../src/matchmaking/pairing.ts';
import { usualTerms } from '../../../src/matchmaking/terms.ts';
import { type Arrival, mode } from './arrivals.ts';

export interface Pair {
  readonly arrivals: readonly Arrival[];
  /** Where it is placed; left out: wherever it is best for them. */
  readonly region?: string;
}

/** Takes who has arrived by this second, and gives who meets in it. */
export type SimulatedQueue = (atSecond: number, arrived: readonly Arrival[]) => Pair[];

export function ours(seed: string): SimulatedQueue {
  const rng = seeded(seed);
  const modes = [{ id: mode, teams: [0, 1], rated: true, terms: usualTerms }];
  let waiting: readonly Arrival[] = [];
  return (atSecond, arrived) => {
    waiting = [...waiting, ...arrived];
    const byId = new Map(waiting.map((arrival) => [arrival.entry.id, arrival]));
    const entries = waiting.map(({ entry, atSecond: since }) => ({ ...entry, waitedSeconds: atSecond - since }));
    const made = pairUp({ modes, entries, areBlocked: () => false, rng });
    const pairs = made.map(({ entries, region }) => ({ arrivals: entries.map(({ id }) => byId.get(id)!), region }));
    const gone = new Set(pairs.flatMap(({ arrivals }) => arrivals));
    waiting = waiting.filter((arrival) => !gone.has(arrival));
    return pairs;
  };
}

/** Who queues, as a QueueRoom sees a client. */
interface FakeClient {
  readonly userData: { rank: number; currentCycle: number; group?: { ready?: boolean } };
  readonly arrival: Arrival;
  send(): void;
}

/** The room's own rounds, with the groups that they make ready taken out in place of being sent to a room. */
class DrivenRoom extends QueueRoom {
  readonly ready: FakeClient[][] = [];

  override processGroupsReady(): void {
    for (const group of this.groups) if (group.ready) this.ready.push(group.clients as unknown as FakeClient[]);
  }
}

/** `window`: how far a rank may be from its group's; left out: as QueueRoom has it. */
export function stock(window?: number): SimulatedQueue {
  const room = new DrivenRoom();
  room.maxPlayers = 2;
  if (window !== undefined) {
    room['compare'] = (client, group) => Math.abs(client.rank - group.averageRank) <= window;
  }
  return (_, arrived) => {
    for (const arrival of arrived) {
      const client: FakeClient = {
        userData: { rank: arrival.rating, currentCycle: 0 },
        arrival,
        send: () => undefined,
      };
      room.clients.push(client as unknown as Client);
    }
    room.reassignMatchGroups();
    const groups = room.ready.splice(0);
    for (const client of groups.flat()) room.clients.delete(client as unknown as Client);
    return groups.map((clients) => ({ arrivals: clients.map(({ arrival }) => arrival) }));
  };
}
