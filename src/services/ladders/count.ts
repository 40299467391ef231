// The `rate` step. A ladder's results count in the order in which the matches were finished, whichever of them is
// verified first: who comes with one match counts everything that can be counted, and a match that comes too early is
// counted by another. So live ratings are what a rebuild gives, to the bit.

import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { foldResult } from '../../ratings/fold.ts';
import { once, type Step } from '../results.ts';
import { type DecidedResult, decidedResults, type Ladder, ratingOf } from './results.ts';
import { type CountedResult, live, loadStandings, lockLadder, saveSteps } from './standings.ts';

const batchSize = 500;

/** Counts a verified match, and what waits for it; an unrated one moves nothing. */
export const rateInOrder: Step = async (db, step, matchId) => {
  const match = await find(db, matchId);
  if (match?.rated !== true) return passOn(db, step, matchId);
  return transaction(db.pool, (tx) => count(tx, match.ladder, matchId));
};

const passOn = once(async () => undefined);

async function find(db: Database, matchId: string): Promise<{ rated: boolean; ladder: Ladder } | undefined> {
  const { rows } = await db.pool.query<Ladder & { rated: boolean }>({
    name: 'find-rated',
    text: `SELECT game, mode, season, rated AND NOT EXISTS (
             SELECT FROM applied WHERE consumer = 'rate' AND match_id = id) AS rated
           FROM matches JOIN outbox ON match_id = id WHERE id = $1`,
    values: [matchId],
  });
  return rows[0] && { rated: rows[0].rated, ladder: rows[0] };
}

/** Returns the matches that go on: this one, if its turn has come, and those that had come too early. */
async function count(tx: pg.PoolClient, ladder: Ladder, matchId: string): Promise<string[]> {
  const { countedTo } = await lockLadder(tx, ladder);
  const own = await takePlace(tx, matchId, countedTo);
  if (own.applied) return [matchId];
  const decided = await decidedResults(tx, ladder, countedTo, batchSize);
  const { passed, counted } = await fold(tx, ladder, decided, matchId);
  if (counted.length > 0) await saveSteps(tx, live, ladder, counted);
  const applied = passed.filter(({ verified }) => verified);
  await note(tx, ladder, passed.at(-1)?.place ?? countedTo, applied);
  if (!applied.some((result) => result.matchId === matchId)) {
    await tx.query('UPDATE outbox SET parked = true WHERE match_id = $1', [matchId]);
  }
  return applied.filter((result) => result.parked || result.matchId === matchId).map((result) => result.matchId);
}

/**
 * A result may come late: its finish was committed after that of a result with a higher place, or it was decided again
 * after it had been given up. Its place is taken by then, and it gets one at the end.
 */
async function takePlace(tx: pg.PoolClient, matchId: string, countedTo: string): Promise<{ applied: boolean }> {
  const { rows } = await tx.query<{ applied: boolean }>({
    name: 'take-place',
    text: `WITH late AS (
             UPDATE matches SET place = nextval('match_places') WHERE id = $1 AND place <= $2
               AND NOT EXISTS (SELECT FROM applied WHERE consumer = 'rate' AND match_id = $1))
           SELECT EXISTS (SELECT FROM applied WHERE consumer = 'rate' AND match_id = $1) AS applied`,
    values: [matchId, countedTo],
  });
  return rows[0]!;
}

/** Goes as far as it can: a result that can't be rated stops all but its own job, which fails until it is given up. */
async function fold(
  tx: pg.PoolClient,
  ladder: Ladder,
  decided: readonly DecidedResult[],
  matchId: string,
): Promise<{ passed: DecidedResult[]; counted: CountedResult[] }> {
  const { system, played } = ratingOf(ladder);
  const playerIds = [...new Set(decided.flatMap((result) => result.playerIds))];
  const standings = await loadStandings(tx, live, ladder, playerIds);
  const passed: DecidedResult[] = [];
  const counted: CountedResult[] = [];
  for (const result of decided) {
    try {
      if (result.verified && !result.voided) {
        counted.push({ ...result, steps: foldResult(system, standings, played(result)) });
      }
    } catch (error) {
      if (result.matchId === matchId && passed.length === 0) throw error;
      break;
    }
    passed.push(result);
  }
  return { passed, counted };
}

async function note(
  tx: pg.PoolClient,
  { game, mode, season }: Ladder,
  countedTo: string,
  applied: readonly DecidedResult[],
): Promise<void> {
  await tx.query({
    name: 'note-counted',
    text: `WITH noted AS (INSERT INTO applied (consumer, match_id) SELECT 'rate', unnest($5::uuid[]))
           UPDATE ladders SET counted_to = $4 WHERE game = $1 AND mode = $2 AND season = $3`,
    values: [game, mode, season, countedTo, applied.map(({ matchId }) => matchId)],
  });
}
