// What detectors of cheating have found, for people to look into: opened by workers, closed by a person. Nothing else in
// the house acts on a case.

import { z } from 'zod';
import type { Finding } from '../anticheat/kit.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { type Actor, record } from './audit.ts';
import { type Page, pageOf, readCursor } from './page.ts';
import { Refused } from './refused.ts';

export const caseStatuses = ['open', 'closed'] as const;
export const caseVerdicts = ['cheated', 'clean', 'unclear'] as const;
export type CaseVerdict = (typeof caseVerdicts)[number];

export interface CaseFilter {
  readonly status?: (typeof caseStatuses)[number] | undefined;
  readonly playerId?: string | undefined;
  readonly matchId?: string | undefined;
  readonly detector?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type Cases = ReturnType<typeof openCases>;
export type Case = ReturnType<typeof toCase>;

const withNames = {
  player: { select: { id: true, name: true } },
  match: { select: { id: true, game: true, mode: true, tickRate: true, finishedAt: true } },
} as const satisfies Prisma.CaseInclude;

export function openCases(db: Database) {
  return {
    /** The gravest first; of equal scores the newest. */
    async page({
      status,
      playerId,
      matchId,
      detector,
      cursor,
      limit,
    }: CaseFilter): Promise<Page<Case> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, z.tuple([z.number(), z.int32()]));
      if (after instanceof Refused) return after;
      const [score, id] = after ?? [];
      const cases = await db.prisma.case.findMany({
        where: {
          ...(score !== undefined && { OR: [{ score: { lt: score } }, { score, id: { lt: id! } }] }),
          ...(status && { status }),
          ...(playerId && { playerId }),
          ...(matchId && { matchId }),
          ...(detector && { detector }),
        },
        orderBy: [{ score: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        include: withNames,
      });
      return pageOf(cases.map(toCase), limit, ({ score, id }) => [score, id]);
    },

    async get(id: number): Promise<Case | undefined> {
      const found = await db.prisma.case.findUnique({ where: { id }, include: withNames });
      return found ? toCase(found) : undefined;
    },

    /**
     * Writes down what a person thinks of it; of themselves nobody says it. False when there is no such case, or it was
     * closed before.
     */
    close(
      id: number,
      verdict: CaseVerdict,
      note: string | undefined,
      by: Actor,
    ): Promise<boolean | Refused<'forbidden'>> {
      return db.prisma.$transaction(async (tx) => {
        if (by !== 'operator' && 'playerId' in by) {
          const { playerId } = by;
          if ((await tx.case.count({ where: { id, playerId } })) > 0) return aboutThemselves;
        }
        const { count } = await tx.case.updateMany({
          where: { id, status: 'open' },
          data: { status: 'closed', verdict, note: note ?? null, closedAt: new Date() },
        });
        if (count === 1) await record(tx, by, 'case.close', id, { verdict, note });
        return count === 1;
      });
    },
  };
}

const aboutThemselves = new Refused('forbidden', 'This is for another moderator: it is about you.');

/** What was found in a match. `playerIds` are by seat. */
export interface FoundInMatch {
  readonly matchId: string;
  readonly playerIds: readonly string[];
  readonly findings: readonly Finding[];
}

/** One case for each match, player and detector, however often it is reported. */
export async function report(tx: Transaction, found: readonly FoundInMatch[]): Promise<void> {
  const data = found.flatMap(({ matchId, playerIds, findings }) =>
    findings.map(({ seat, detector, score, summary, value, ticks, matches }) => {
      const evidence = { value, ticks: [...ticks], ...(matches && { matches: [...matches] }) };
      return { matchId, playerId: playerIds[seat]!, seat, detector, score, summary, evidence };
    }),
  );
  if (data.length > 0) await tx.case.createMany({ data, skipDuplicates: true });
}

function toCase(found: Prisma.CaseGetPayload<{ include: typeof withNames }>) {
  const { id, detector, seat, score, summary, status, verdict, note, createdAt, closedAt, player, match } = found;
  const evidence = found.evidence as unknown as Pick<Finding, 'value' | 'ticks' | 'matches'>;
  return { id, detector, seat, score, summary, evidence, status, verdict, note, createdAt, closedAt, player, match };
}
