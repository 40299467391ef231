// Which process makes a room: of those in the region that is meant, the one with the fewest; or of all, where nobody is
// there.

import { matchMaker } from '@colyseus/core';
import type { Reserved } from './reserved-seats.ts';

/** By process: its region. What is left of processes that died does no harm: only those that live are looked up in it. */
const regionsKey = 'arbiter:regions';

/** Says where this process is; returns how to take that back, while Colyseus' presence is there. */
export async function declareRegion(region: string): Promise<() => Promise<unknown>> {
  await matchMaker.onReady;
  const { presence, processId } = matchMaker;
  await presence.hset(regionsKey, processId, region);
  return () => presence.hdel(regionsKey, processId);
}

/** DECISION: only rooms that the server itself asks for can name a region; clients' options are looked at before. */
export async function selectProcess(_room: string, options?: { reserved?: Partial<Reserved> }): Promise<string> {
  const region = options?.reserved?.region;
  const processes = (await matchMaker.stats.fetchAll()).sort((a, b) => a.roomCount - b.roomCount);
  const regions = region === undefined ? {} : await matchMaker.presence.hgetall(regionsKey);
  const there = processes.find(({ processId }) => region !== undefined && regions[processId] === region);
  return (there ?? processes[0])?.processId ?? matchMaker.processId;
}
