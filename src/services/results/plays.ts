// What finished matches come to when they are played again: once for all steps of a job.

import type { Transaction } from '../../db/client.ts';
import type { Refusals } from '../../anticheat/kit.ts';
import type { MatchRecord, Played } from '../resimulation/play.ts';
import { keptLogs } from '../stored-logs.ts';

/** Finished matches by their ids. */
export type Plays = (prisma: Transaction, matchIds: readonly string[]) => Promise<ReadonlyMap<string, Played>>;

/** Remembers each match that was played: for as long as a job takes, and not longer. */
export function playsBy(play: (match: MatchRecord) => Played | Promise<Played>): Plays {
  const known = new Map<string, Played>();
  return async (prisma, matchIds) => {
    const records = await load(
      prisma,
      matchIds.filter((id) => !known.has(id)),
    );
    await Promise.all([...records].map(async ([id, record]) => known.set(id, await play(record))));
    return known;
  };
}

async function load(prisma: Transaction, matchIds: readonly string[]): Promise<Map<string, MatchRecord>> {
  if (matchIds.length === 0) return new Map();
  const ids = [...matchIds];
  const results = await prisma.$queryRaw<
    { id: string; reason: string; ranks: number[]; refusals: (Refusals[] | null)[] }[]
  >`
    SELECT id, reason, ARRAY(SELECT rank FROM match_seats WHERE match_id = id ORDER BY seat) AS ranks,
           (SELECT jsonb_agg(refusals ORDER BY seat) FROM match_seats WHERE match_id = id) AS refusals
    FROM matches WHERE id = ANY(${ids}::uuid[]) AND status = 'finished'`;
  const logs = await keptLogs(prisma, ids);
  const signers = await prisma.logKey.findMany();
  const keys = new Map(signers.map(({ id, publicKey }) => [id, new Uint8Array(publicKey)]));
  return new Map(
    results.map(({ id, reason, ranks, refusals }) => {
      return [id, { log: logs.get(id)!, reason, ranks, refusals: refusals.map((own) => own ?? []), keys }];
    }),
  );
}
