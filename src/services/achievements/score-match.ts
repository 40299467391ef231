// Makes scores of a verified match, one for each of its players but bots, and counts them.

import { measureFeats, withFeats } from '../../achievements/fold.ts';
import { matchPoints } from '../../achievements/points.ts';
import { type Report, REPORT_VERSION } from '../../replays/report.ts';
import { makeReport, storeReport } from '../analyse-match.ts';
import type { Transaction } from '../results.ts';
import { countScores } from './count.ts';
import type { PlayerScore } from './scores.ts';

/** Expects a finished, verified match whose seats have ranks; a void one counts for nothing. */
export async function scoreMatch(tx: Transaction, matchId: string): Promise<void> {
  // Whoever voids it now waits, and takes back what is counted here.
  await tx.$queryRaw`SELECT FROM matches WHERE id = ${matchId}::uuid FOR SHARE`;
  const { game, mode, finishedAt, voidedAt, seats } = await tx.match.findUniqueOrThrow({
    where: { id: matchId },
    select: {
      ...{ game: true, mode: true, finishedAt: true, voidedAt: true },
      seats: { orderBy: { seat: 'asc' }, include: { player: { select: { bot: true } } } },
    },
  });
  if (voidedAt) return;
  const ids = withFeats(game);
  const report = ids.length > 0 ? await reportOf(tx, matchId) : undefined;
  const ranks = seats.map(({ rank }) => rank ?? seats.length);
  const people = seats.filter(({ player }) => !player.bot);
  const scores = people.map(({ seat, playerId }): PlayerScore => {
    const points = matchPoints(ranks, seat);
    const feats = report ? measureFeats(ids, report, seat) : {};
    return { playerId, game, id: matchId, mode, score: points, points, at: finishedAt!, matchId, feats };
  });
  await countScores(tx, scores);
}

/** The stored one, or one that is stored now; undefined where the match can't be reported on. */
export async function reportOf(tx: Transaction, matchId: string): Promise<Report | undefined> {
  const stored = await tx.report.findUnique({ where: { matchId } });
  // Written by storeReport alone.
  if (stored?.version === REPORT_VERSION) return stored.report as unknown as Report;
  const made = await makeReport(tx, matchId);
  if (made) await storeReport(tx, matchId, made);
  return made;
}
