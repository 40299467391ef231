// The `rate` step. A ladder's results count in the order in which the matches were finished, whichever of them is
// verified first: who comes with one match counts everything that can be counted, and a match that comes too early is
// counted by another. So live ratings are what a rebuild gives, to the bit.

import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { foldResult } from '../../ratings/fold.ts';
import { placeRatings } from '../boards/place.ts';
import { sharePlayers } from '../player-locks.ts';
import { inClient } from '../boards/run.ts';
import { coalesce } from '../coalesce.ts';
import { type Step, together } from '../results/index.ts';
import { type DecidedResult, decidedResults, type Ladder, ratingOf } from './results.ts';
import { type CountedResult, loadStandings, lockLadder, saveSteps } from './standings.ts';

const batchSize = 500;

/** Counts verified matches, and what waits for them; unrated ones move nothing. */
export const rateInOrder: Step = async (db, step, matchIds, plays) => {
  const uncounted = await find(db, matchIds);
  const ids = new Set(uncounted.map(({ matchId }) => matchId));
  const rest = matchIds.filter((id) => !ids.has(id));
  const goingOn = rest.length > 0 ? [...(await passOn(db, step, rest, plays))] : [];
  for (const own of Map.groupBy(uncounted, ladderName).values()) {
    const asked = own.map(({ matchId }) => matchId);
    const { applied, tooEarly, failure } = await counterOf(db, own[0]!)(asked);
    if (failure && asked.includes(failure.matchId)) throw failure.error;
    // Whoever of the batch comes here first takes along those whose own jobs are gone.
    goingOn.push(...asked.filter((id) => applied.has(id)), ...tooEarly.splice(0));
  }
  return goingOn;
};

const passOn = together(async () => undefined);

const ladderName = ({ game, mode, season }: Ladder): string => JSON.stringify([game, mode, season]);

async function find(db: Database, matchIds: readonly string[]): Promise<(Ladder & { matchId: string })[]> {
  const { rows } = await db.pool.query<Ladder & { matchId: string }>({
    name: 'find-uncounted',
    text: `SELECT id AS "matchId", game, mode, season FROM matches JOIN outbox ON match_id = id
           WHERE id = ANY($1::uuid[]) AND rated
             AND NOT EXISTS (SELECT FROM applied WHERE consumer = 'rate' AND match_id = id)`,
    values: [matchIds],
  });
  return rows;
}

interface Count {
  /** Of the matches asked for, those that have been counted or left out. */
  readonly applied: ReadonlySet<string>;
  /** Others that were now, and had been asked for before their time. */
  readonly tooEarly: string[];
  /** The one that can't be rated and stopped the count, if there was one. */
  readonly failure: { readonly matchId: string; readonly error: unknown } | undefined;
}

type Counter = (matchIds: readonly string[]) => Promise<Count>;

/** One for each ladder of a database, so that the matches that end at one moment share a transaction. */
const counters = new WeakMap<Database, Map<string, Counter>>();

function counterOf(db: Database, ladder: Ladder): Counter {
  const { game, mode, season } = ladder;
  const known = counters.get(db) ?? new Map<string, Counter>();
  counters.set(db, known);
  const name = ladderName(ladder);
  const counter =
    known.get(name) ??
    coalesce((asked: readonly (readonly string[])[]) =>
      transaction(db.pool, (tx) => count(tx, { game, mode, season }, asked.flat())),
    );
  known.set(name, counter);
  return counter;
}

async function count(tx: pg.PoolClient, ladder: Ladder, matchIds: readonly string[]): Promise<Count> {
  const { countedTo } = await lockLadder(tx, ladder);
  const before = await takePlaces(tx, matchIds, countedTo);
  const decided = await decidedResults(tx, ladder, countedTo, batchSize);
  const { passed, counted, failure } = await fold(tx, ladder, decided);
  if (counted.length > 0) await save(tx, ladder, counted);
  const now = passed.filter(({ verified }) => verified);
  const applied = new Set([...before, ...now.map(({ matchId }) => matchId)]);
  const waiting = matchIds.filter((id) => !applied.has(id));
  await note(tx, ladder, { countedTo: passed.at(-1)?.place ?? countedTo, applied: now, waiting });
  const asked = new Set(matchIds);
  const tooEarly = now.filter(({ parked, matchId }) => parked && !asked.has(matchId)).map(({ matchId }) => matchId);
  return { applied, tooEarly, failure };
}

/**
 * A result may come late: its finish was committed after that of a result with a higher place, or it was decided again
 * after it had been given up. Its place has been passed by then, and it gets one at the end. Returns those of these
 * matches that were counted before.
 */
async function takePlaces(tx: pg.PoolClient, matchIds: readonly string[], countedTo: string): Promise<string[]> {
  const { rows } = await tx.query<{ matchId: string }>({
    name: 'take-places',
    text: `WITH applied AS (SELECT match_id FROM applied WHERE consumer = 'rate' AND match_id = ANY($1::uuid[])),
                late AS (UPDATE matches SET place = nextval('match_places')
                         WHERE id = ANY($1::uuid[]) AND place <= $2 AND id NOT IN (TABLE applied))
           SELECT match_id AS "matchId" FROM applied`,
    values: [matchIds, countedTo],
  });
  return rows.map(({ matchId }) => matchId);
}

/** Goes as far as it can: up to a result that can't be rated, until that one is given up. */
async function fold(
  tx: pg.PoolClient,
  ladder: Ladder,
  decided: readonly DecidedResult[],
): Promise<{ passed: DecidedResult[]; counted: CountedResult[]; failure: Count['failure'] }> {
  const passed: DecidedResult[] = [];
  const counted: CountedResult[] = [];
  if (decided.length === 0) return { passed, counted, failure: undefined };
  const playerIds = [...new Set(decided.flatMap((result) => result.playerIds))];
  const standings = await loadStandings(tx, 'ratings', ladder, playerIds);
  for (const result of decided) {
    try {
      if (result.verified && !result.voided) {
        const { system, played } = ratingOf(ladder);
        counted.push({ ...result, steps: foldResult(system, standings, played(result)) });
      }
    } catch (error) {
      return { passed, counted, failure: { matchId: result.matchId, error } };
    }
    passed.push(result);
  }
  return { passed, counted, failure: undefined };
}

async function save(tx: pg.PoolClient, ladder: Ladder, counted: readonly CountedResult[]): Promise<void> {
  const playerIds = [...new Set(counted.flatMap((result) => result.playerIds))];
  const run = inClient(tx);
  await sharePlayers(run, playerIds);
  await saveSteps(tx, ladder, counted);
  await placeRatings(run, ladder, playerIds);
}

async function note(
  tx: pg.PoolClient,
  { game, mode, season }: Ladder,
  state: { countedTo: string; applied: readonly DecidedResult[]; waiting: readonly string[] },
): Promise<void> {
  await tx.query({
    name: 'note-counted',
    text: `WITH noted AS (INSERT INTO applied (consumer, match_id) SELECT 'rate', unnest($5::uuid[])),
                parked AS (UPDATE outbox SET parked = true WHERE match_id = ANY($6::uuid[]) AND NOT parked)
           UPDATE ladders SET counted_to = $4 WHERE game = $1 AND mode = $2 AND season = $3`,
    values: [game, mode, season, state.countedTo, state.applied.map(({ matchId }) => matchId), state.waiting],
  });
}
