// Scores that a title's server submits: they count for achievements as matches do.

import type { Transaction } from '../../db/client.ts';
import { randomUUID } from 'node:crypto';
import { titlePoints } from '../../achievements/points.ts';
import { countScores } from '../achievements/count.ts';
import type { PlayerScore } from '../achievements/scores.ts';
import { placeScores } from '../boards/place.ts';
import { sharePlayers } from '../player-locks.ts';
import { inPrisma } from '../boards/run.ts';
import type { Pushes } from '../pushes.ts';
import { tellRanksInTitle } from '../results/tell-ranks.ts';
import { tellUnlocks } from '../results/tell-unlocks.ts';
import { knownPlayers } from './unlock.ts';

export interface SubmittedScore {
  /** By which one of the player's that is submitted again counts once; left out, it is a new one. */
  readonly id?: string | undefined;
  readonly playerId: string;
  readonly mode: string;
  readonly score: number;
  /** When it was made; left out: now. */
  readonly at?: Date | undefined;
}

export type Submission = { readonly id: string; readonly points: number } | 'unknown-player' | 'other-score';

/** One answer for each, in their order: its id and points. `tell` is to be called after the commit. */
export async function submit(
  tx: Transaction,
  pushes: Pushes,
  { titleId, fullScore }: { readonly titleId: string; readonly fullScore: number },
  submitted: readonly SubmittedScore[],
): Promise<{ results: Submission[]; tell: () => void }> {
  const players = await knownPlayers(tx, submitted);
  // Before anything is held that whoever erases them may need.
  await sharePlayers(inPrisma(tx), [...players]);
  const now = await momentInSeason(tx, titleId);
  const scores = submitted.map(({ id = randomUUID(), at = now, ...rest }): PlayerScore => {
    const points = titlePoints(rest.score, fullScore);
    return { ...rest, id, game: titleId, points, at: at < now ? at : now, matchId: null, feats: {} };
  });
  const valid = scores.filter(({ playerId }) => players.has(playerId));
  const tellAll = [
    await tellUnlocks(tx, pushes, await countScores(tx, valid)),
    await tellRanksInTitle(tx, pushes, await placeScores(inPrisma(tx), titleId, [...players])),
  ];
  const stored = await tx.score.findMany({
    where: { game: titleId, playerId: { in: [...players] }, id: { in: valid.map(({ id }) => id) } },
    select: { playerId: true, id: true, mode: true, score: true, points: true },
  });
  const byName = new Map(stored.map((row) => [`${row.playerId} ${row.id}`, row]));
  const results = scores.map(({ playerId, id, mode, score }): Submission => {
    const row = byName.get(`${playerId} ${id}`);
    if (!row) return 'unknown-player';
    // A score that was there already stays what it was, also where it was in this list.
    return row.mode === mode && row.score === score ? { id, points: row.points } : 'other-score';
  });
  return { results, tell: () => tellAll.forEach((tell) => tell()) };
}

/**
 * Now, by PostgreSQL's clock; begins the title's first season where there is none. No season that started meanwhile is
 * from before: whoever starts one waits for this transaction (seasons.ts).
 */
async function momentInSeason(tx: Transaction, titleId: string): Promise<Date> {
  const [moment] = await tx.$queryRaw<{ now: Date }[]>`
    WITH first AS (
      INSERT INTO seasons (game, number, starts_at) SELECT ${titleId}, 1, date_trunc('milliseconds', now())
      WHERE NOT EXISTS (SELECT FROM seasons WHERE game = ${titleId}) ON CONFLICT DO NOTHING)
    SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  return moment!.now;
}
