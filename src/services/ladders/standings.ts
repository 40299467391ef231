// A ladder's standings, and the steps that led to them: those that everyone sees, or those that a rebuild has so far. Of
// steps a rebuild keeps those alone that have to be others than everyone sees.

import type pg from 'pg';
import type { RatingStep, Standing } from '../../ratings/fold.ts';
import type { Ladder, LadderResult } from './results.ts';

type Standings = 'ratings' | 'rating_drafts';

/** A result that was counted, and how it moved each player. */
export interface CountedResult extends LadderResult {
  readonly steps: readonly RatingStep[];
}

/** How far a ladder has been counted, and rebuilt; places are 64-bit integers. */
export interface Cursors {
  readonly countedTo: string;
  readonly rebuiltTo: string | null;
}

/** Whoever counts, rebuilds or voids results of a ladder holds its row until the end of the transaction. */
export async function lockLadder(tx: pg.PoolClient, { game, mode, season }: Ladder): Promise<Cursors> {
  const { rows } = await tx.query<Cursors>({
    name: 'lock-ladder',
    text: `INSERT INTO ladders (game, mode, season) VALUES ($1, $2, $3)
           ON CONFLICT (game, mode, season) DO UPDATE SET game = excluded.game
           RETURNING counted_to AS "countedTo", rebuilt_to AS "rebuiltTo"`,
    values: [game, mode, season],
  });
  return rows[0]!;
}

/** Players without a row are not among them. */
export async function loadStandings(
  tx: pg.PoolClient,
  ratings: Standings,
  { game, mode, season }: Ladder,
  playerIds: readonly string[],
): Promise<Map<string, Standing>> {
  const { rows } = await tx.query<Standing & { playerId: string }>({
    name: `load-${ratings}`,
    text: `SELECT player_id AS "playerId", rating, deviation, volatility, games, wins, draws, losses,
                  (extract(epoch FROM played_at) * 1000)::float8 AS "playedAtMs"
           FROM ${ratings} WHERE game = $1 AND mode = $2 AND season = $3 AND player_id = ANY($4::uuid[])`,
    values: [game, mode, season, playerIds],
  });
  return new Map(rows.map(({ playerId, ...standing }) => [playerId, standing]));
}

/** Writes where the players of these results stand after the last of them, and each step on the way. */
export async function saveSteps(tx: pg.PoolClient, ladder: Ladder, results: readonly CountedResult[]): Promise<void> {
  await tx.query({
    name: 'save-steps',
    text: `
      WITH moved AS (${saveStandings('ratings')})
      INSERT INTO rating_changes (${stepColumns})
      SELECT $1, $2, $3, ${ofStep} FROM ${steps} AS step`,
    values: valuesOf(ladder, results),
  });
}

/**
 * The same for a rebuild, of which these are all results behind place `after`, up to place `upTo`: of the steps between, it
 * writes those that have to be others than they are.
 */
export async function draftSteps(
  tx: pg.PoolClient,
  ladder: Ladder,
  results: readonly CountedResult[],
  { after, upTo }: { readonly after: string; readonly upTo: string },
): Promise<void> {
  await tx.query({
    name: 'draft-steps',
    text: `
      WITH moved AS (${saveStandings('rating_drafts')}), present AS (
        SELECT match_id, step.place, player_id, before, after, deviation, volatility
        FROM matches JOIN rating_changes AS step ON match_id = id
        WHERE matches.game = $1 AND matches.mode = $2 AND matches.season = $3
          AND matches.place > $20 AND matches.place <= $21)
      INSERT INTO rating_corrections (${stepColumns})
      SELECT $1, $2, $3, match_id, coalesce(step.place, present.place), player_id,
             step.before, step.after, step.deviation, step.volatility
      FROM ${steps} AS step FULL JOIN present USING (match_id, player_id)
      WHERE step IS DISTINCT FROM present`,
    values: [...valuesOf(ladder, results), after, upTo],
  });
}

const ofStep = 'match_id, place, player_id, before, after, deviation, volatility';
export const stepColumns = `game, mode, season, ${ofStep}`;

/** SQL: the steps among the values. */
const steps = `(
  SELECT * FROM unnest($13::uuid[], $14::bigint[], $15::uuid[], $16::float8[], $17::float8[], $18::float8[], $19::float8[])
    AS given (${ofStep}))`;

/** SQL: writes the standings among the values; only those that everyone sees note their players' regions. */
const saveStandings = (ratings: Standings): string => `
  INSERT INTO ${ratings} (game, mode, season, player_id, rating, deviation, volatility, games, wins, draws, losses,
                          played_at${ratings === 'ratings' ? ', region' : ''})
  SELECT $1, $2, $3, player_id, rating, deviation, volatility, games, wins, draws, losses,
         to_timestamp(played_at_ms / 1000)
         ${ratings === 'ratings' ? ', (SELECT region FROM players WHERE id = player_id)' : ''}
  FROM unnest($4::uuid[], $5::float8[], $6::float8[], $7::float8[], $8::int[], $9::int[], $10::int[], $11::int[],
              $12::float8[])
    AS last (player_id, rating, deviation, volatility, games, wins, draws, losses, played_at_ms)
  ON CONFLICT (player_id, game, mode, season) DO UPDATE SET
    rating = excluded.rating, deviation = excluded.deviation, volatility = excluded.volatility,
    games = excluded.games, wins = excluded.wins, draws = excluded.draws, losses = excluded.losses,
    played_at = excluded.played_at`;

function valuesOf({ game, mode, season }: Ladder, results: readonly CountedResult[]): unknown[] {
  const steps = results.flatMap(({ matchId, place, steps }) => steps.map((step) => ({ matchId, place, ...step })));
  const last = [...new Map(steps.map(({ playerId, after }) => [playerId, after]))];
  const column = <T>(pick: (standing: Standing) => T): T[] => last.map(([, standing]) => pick(standing));
  // prettier-ignore
  return [
    game, mode, season,
    last.map(([playerId]) => playerId), column(({ rating }) => rating), column(({ deviation }) => deviation),
    column(({ volatility }) => volatility), column(({ games }) => games), column(({ wins }) => wins),
    column(({ draws }) => draws), column(({ losses }) => losses), column(({ playedAtMs }) => playedAtMs),
    steps.map(({ matchId }) => matchId), steps.map(({ place }) => place), steps.map(({ playerId }) => playerId),
    steps.map(({ before }) => before.rating), steps.map(({ after }) => after.rating),
    steps.map(({ after }) => after.deviation), steps.map(({ after }) => after.volatility),
  ];
}
