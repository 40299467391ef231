// How many watch each match, in all rooms of all processes: asked for once for all watch rooms of this process, since the
// answer is every listing that there is.

import { matchMaker } from '@colyseus/core';

/** A little less than the time after which a room asks again: a single one gets a new answer each time. */
const freshMs = 2_500;

export interface CrowdsOptions {
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

export interface Crowds {
  /** Undefined where it can't be known now. */
  of(matchId: string): Promise<number | undefined>;
}

export function openCrowds({ nowMs, onError }: CrowdsOptions): Crowds {
  let counted: Promise<ReadonlyMap<string, number> | undefined>;
  let dueAtMs = -Infinity;

  async function countAnew(): Promise<ReadonlyMap<string, number> | undefined> {
    const startedAtMs = nowMs();
    // While an answer is waited for, nobody asks again.
    dueAtMs = Infinity;
    try {
      return await count();
    } catch (error) {
      onError(error);
      return undefined;
    } finally {
      dueAtMs = startedAtMs + freshMs;
    }
  }

  return {
    async of(matchId) {
      if (nowMs() >= dueAtMs) counted = countAnew();
      const crowds = await counted;
      return crowds && (crowds.get(matchId) ?? 0);
    },
  };
}

async function count(): Promise<ReadonlyMap<string, number>> {
  const crowds = new Map<string, number>();
  for (const { metadata, clients } of await matchMaker.query({ name: 'watch' })) {
    const { matchId } = metadata as { matchId: string };
    crowds.set(matchId, (crowds.get(matchId) ?? 0) + clients);
  }
  return crowds;
}
