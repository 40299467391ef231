// Counts a ladder's results again from the first one, beside the live ratings, which are replaced at once when it is
// done. It goes in short transactions and remembers how far it came: killed, it goes on where it was; results that
// arrive meanwhile count in both.

import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { foldResult } from '../../ratings/fold.ts';
import { countedResults, type Ladder, ratingOf } from './results.ts';
import { drafts, live, loadStandings, lockLadder, saveSteps } from './standings.ts';

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
      await replaceLive(tx, ladder);
      return undefined;
    }
    const { system, played } = ratingOf(ladder);
    const playerIds = [...new Set(results.flatMap((result) => result.playerIds))];
    const standings = await loadStandings(tx, drafts, ladder, playerIds);
    const counted = results.map((result) => ({ ...result, steps: foldResult(system, standings, played(result)) }));
    await saveSteps(tx, drafts, ladder, counted);
    await setRebuilt(tx, ladder, last.place);
    return results.length;
  });
}

async function replaceLive(tx: pg.PoolClient, ladder: Ladder): Promise<void> {
  await clear(tx, ladder, [live.ratings, live.changes]);
  const { game, mode, season } = ladder;
  for (const { to, from, columns } of [
    { to: live.ratings, from: drafts.ratings, columns: ratingColumns },
    { to: live.changes, from: drafts.changes, columns: changeColumns },
  ]) {
    await tx.query(
      `INSERT INTO ${to} (${columns}) SELECT ${columns} FROM ${from} WHERE game = $1 AND mode = $2 AND season = $3`,
      [game, mode, season],
    );
  }
  await clearDrafts(tx, ladder);
  await setRebuilt(tx, ladder, null);
}

const skillColumns = 'game, mode, season, player_id, deviation, volatility';
const ratingColumns = `${skillColumns}, rating, games, wins, draws, losses, played_at`;
const changeColumns = `${skillColumns}, match_id, place, before, after`;

const clearDrafts = (tx: pg.PoolClient, ladder: Ladder): Promise<void> =>
  clear(tx, ladder, [drafts.ratings, drafts.changes]);

async function clear(tx: pg.PoolClient, { game, mode, season }: Ladder, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await tx.query(`DELETE FROM ${table} WHERE game = $1 AND mode = $2 AND season = $3`, [game, mode, season]);
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
