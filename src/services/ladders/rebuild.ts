// Counts a ladder's results again from the first one, beside the live ratings, which are replaced at once when it is
// done. It goes in short transactions and remembers how far it came: killed, it goes on where it was; results that
// arrive meanwhile count in both.

import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { foldResult } from '../../ratings/fold.ts';
import { placeRatings } from '../boards/place.ts';
import { inClient } from '../boards/run.ts';
import { countedResults, type Ladder, ratingOf } from './results.ts';
import { draftSteps, loadStandings, lockLadder, stepColumns } from './standings.ts';

/** Begins a rebuild, or finds the one under way; `restart` forgets what that one has done. */
export async function beginRebuild(tx: pg.PoolClient, ladder: Ladder, { restart = false } = {}): Promise<void> {
  const { rebuiltTo } = await lockLadder(tx, ladder);
  if (rebuiltTo !== null && !restart) return;
  await clearDrafts(tx, ladder);
  await setRebuilt(tx, ladder, '0');
}

/** Counts up to a batch of results; returns how many, or undefined once the rebuild is done. */
export async function rebuildFurther(db: Database, ladder: Ladder, batchSize = 1_000): Promise<number | undefined> {
  return transaction(db.pool, async (tx) => {
    const { countedTo, rebuiltTo } = await lockLadder(tx, ladder);
    // Another process has brought it to its end.
    if (rebuiltTo === null) return undefined;
    const batch = { after: rebuiltTo, upTo: countedTo, limit: batchSize };
    const results = await countedResults(tx, ladder, batch);
    const last = results.at(-1);
    if (!last) {
      // Behind the last one that counts there may be steps of some that do not.
      await draftSteps(tx, ladder, [], batch);
      await replaceLive(tx, ladder);
      return undefined;
    }
    const { system, played } = ratingOf(ladder);
    const playerIds = [...new Set(results.flatMap((result) => result.playerIds))];
    const standings = await loadStandings(tx, 'rating_drafts', ladder, playerIds);
    const counted = results.map((result) => ({ ...result, steps: foldResult(system, standings, played(result)) }));
    await draftSteps(tx, ladder, counted, { after: rebuiltTo, upTo: last.place });
    await setRebuilt(tx, ladder, last.place);
    return results.length;
  });
}

/** Only what has changed is written: of most ladders most stays, and so do its boards and the regions in it. */
async function replaceLive(tx: pg.PoolClient, ladder: Ladder): Promise<void> {
  const { game, mode, season } = ladder;
  const values = [game, mode, season];
  await tx.query(
    `DELETE FROM ratings AS old WHERE ${ofLadder} AND NOT EXISTS (
       SELECT FROM rating_drafts AS new WHERE ${ofLadder} AND new.player_id = old.player_id)`,
    values,
  );
  await tx.query(
    `INSERT INTO ratings (${ratingColumns}, region)
     SELECT ${ratingColumns}, (SELECT region FROM players WHERE id = player_id) FROM rating_drafts WHERE ${ofLadder}
     ON CONFLICT (player_id, game, mode, season) DO UPDATE SET (${standingColumns.join()}) = ROW (${excluded(standingColumns)})
     WHERE (${ofRatings(standingColumns)}) IS DISTINCT FROM (${excluded(standingColumns)})`,
    values,
  );
  await tx.query(
    `DELETE FROM rating_changes AS old USING (SELECT * FROM rating_corrections WHERE ${ofLadder} AND after IS NULL) AS wrong
     WHERE old.match_id = wrong.match_id AND old.player_id = wrong.player_id`,
    values,
  );
  await tx.query(
    `INSERT INTO rating_changes (${stepColumns})
     SELECT ${stepColumns} FROM rating_corrections WHERE ${ofLadder} AND after IS NOT NULL
     ON CONFLICT (match_id, player_id) DO UPDATE SET (${movedColumns.join()}) = ROW (${excluded(movedColumns)})`,
    values,
  );
  await placeRatings(inClient(tx), ladder);
  await clearDrafts(tx, ladder);
  await setRebuilt(tx, ladder, null);
}

const ofLadder = 'game = $1 AND mode = $2 AND season = $3';
const standingColumns = ['rating', 'deviation', 'volatility', 'games', 'wins', 'draws', 'losses', 'played_at'];
const movedColumns = ['place', 'before', 'after', 'deviation', 'volatility'];
const ratingColumns = ['game', 'mode', 'season', 'player_id', ...standingColumns].join();
const excluded = (columns: readonly string[]): string => columns.map((name) => `excluded.${name}`).join();
const ofRatings = (columns: readonly string[]): string => columns.map((name) => `ratings.${name}`).join();

async function clearDrafts(tx: pg.PoolClient, { game, mode, season }: Ladder): Promise<void> {
  for (const table of ['rating_drafts', 'rating_corrections']) {
    await tx.query(`DELETE FROM ${table} WHERE ${ofLadder}`, [game, mode, season]);
  }
}

async function setRebuilt(tx: pg.PoolClient, { game, mode, season }: Ladder, place: string | null): Promise<void> {
  await tx.query('UPDATE ladders SET rebuilt_to = $4 WHERE game = $1 AND mode = $2 AND season = $3', [
    game,
    mode,
    season,
    place,
  ]);
}
