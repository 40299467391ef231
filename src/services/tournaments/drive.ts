// Takes tournaments on: starts them when it is time, pairs the next round when one is through, and ends them. What is
// next is a function of what is written, and each step is one transaction, so any process may drive, and go on where
// another one died.

import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import type { Pushes } from '../pushes.ts';
import { repeat, type Repeated } from '../repeat.ts';
import { seasonNow } from '../seasons.ts';
import { cancel, type Tell } from './cancel.ts';
import { settleUnplayed } from './outcomes.ts';
import { formats, loadState, lockTournament, savePairings, type Sql, type TournamentRow } from './rows.ts';

const pollMs = 400;

/** Any number of processes may drive. */
export function startTournaments(db: Database, pushes: Pushes, onError: (error: Error) => void): Repeated {
  return repeat(pollMs, () => driveAll(db, pushes), onError);
}

export async function driveAll(db: Database, pushes: Pushes): Promise<void> {
  await settleUnplayed(db.pool);
  const { rows: due } = await db.pool.query<{ id: string }>({ name: 'due-tournaments', text: dueTournaments });
  const failures = new Map<string, unknown>();
  for (const { id } of due) {
    try {
      const tell = await transaction(db.pool, (tx) => drive(tx, id));
      tell?.(pushes);
    } catch (error) {
      // One that can't go on does not hold up the others.
      failures.set(id, error);
    }
  }
  if (failures.size > 0) throw new AggregateError(failures.values(), `can't go on: ${[...failures.keys()].join(', ')}`);
}

const isFree = `NOT EXISTS (
  SELECT FROM tournament_pairings AS pairing WHERE pairing.tournament_id = entry.tournament_id AND result IS NULL
    AND entry.player_id IN (first_id, second_id))`;

const hasOpen = 'EXISTS (SELECT FROM tournament_pairings WHERE tournament_id = tournaments.id AND result IS NULL)';

/** Those in which there may be something to do: an arena whenever two are free, others between rounds. */
const dueTournaments = `
  SELECT id FROM tournaments
  WHERE (status = 'open' AND starts_at <= now())
    OR (status = 'running' AND (NOT ${hasOpen} OR (format = 'arena' AND 2 <= (
      SELECT count(*) FROM tournament_entries AS entry
      WHERE tournament_id = tournaments.id AND withdrawn_at IS NULL AND ${isFree}))))
  ORDER BY starts_at`;

/** One step of one tournament, unless another process is at it. Returns whom to tell of it once it is committed. */
async function drive(tx: Sql, id: string): Promise<Tell | undefined> {
  const tournament = await lockTournament(tx, id, { skipLocked: true });
  if (tournament?.status !== 'open' && tournament?.status !== 'running') return undefined;
  if (tournament.status === 'open' && tournament.entrants < 2) return cancel(tx, id);
  if (tournament.status === 'open') await start(tx, tournament);
  const format = formats[tournament.format];
  const state = await loadState(tx, tournament);
  const next = format.pairings(state);
  if (next === 'waiting') return undefined;
  if (next !== 'over') {
    await savePairings(tx, tournament, next);
    return undefined;
  }
  await tx.query(`UPDATE tournaments SET status = 'finished', finished_at = now() WHERE id = $1`, [id]);
  const standings = format.standings(state);
  return (pushes) => {
    for (const { playerId, rank } of standings) {
      pushes.send([playerId], { type: 'tournament.finished', tournamentId: id, rank });
    }
  };
}

/** Seeds by rating as of now, where who has none counts as a newcomer. */
async function start(tx: Sql, { id, game, mode }: TournamentRow): Promise<void> {
  await tx.query(
    `UPDATE tournament_entries AS entry SET seed = seeded.seed, rating = seeded.rating FROM (
       SELECT own.player_id, ratings.rating,
              row_number() OVER (ORDER BY coalesce(ratings.rating, ${newcomer}) DESC, joined_at, own.player_id) AS seed
       FROM tournament_entries AS own LEFT JOIN ratings ON ratings.player_id = own.player_id
         AND game = $2 AND mode = $3 AND season = ${seasonNow('$2')}
       WHERE tournament_id = $1
     ) AS seeded WHERE entry.tournament_id = $1 AND entry.player_id = seeded.player_id`,
    [id, game, mode],
  );
  await tx.query(`UPDATE tournaments SET status = 'running', started_at = now() WHERE id = $1`, [id]);
}

/** What every rating system begins with. */
const newcomer = 1500;
