// Finished, verified matches with any result at any time, for tests of what is counted from them: rows as a room and the
// judge write them, without a log.

import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/client.ts';
import type { Prisma } from '../../src/db/generated/client.ts';

export interface ToldMatch {
  readonly game?: string;
  readonly mode?: string;
  /** In the order of seats. */
  readonly players: readonly string[];
  readonly ranks: readonly number[];
  readonly at: Date;
  readonly ticks?: number;
  readonly rated?: boolean;
}

/** Owed all that follows verification; returns its id. */
export async function tellMatch({ prisma }: Database, match: ToldMatch): Promise<string> {
  const { game = 'chess', mode = 'blitz', players, ranks, at, ticks = 600, rated = true } = match;
  const id = randomUUID();
  const startedAt = new Date(at.getTime() - ticks * 100);
  const listing = (player: string, seat: number) =>
    players.indexOf(player) === seat && { listedGame: game, listedAt: startedAt };
  const data: Prisma.MatchCreateInput = {
    ...{ id, game, mode, rated, ticks, rulesVersion: 1, season: 1, seed: '0'.repeat(32), tickRate: 10, owner: 0 },
    ...{ status: 'finished', verified: true, startedAt, finishedAt: at },
    seats: {
      create: players.map((playerId, seat) => ({ playerId, seat, rank: ranks[seat]!, ...listing(playerId, seat) })),
    },
    applied: { create: { consumer: 'verify' } },
    outbox: { create: {} },
  };
  await prisma.match.create({ data });
  return id;
}
