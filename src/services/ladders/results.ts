// A ladder's results, in their order.

import type pg from 'pg';
import { gameById } from '../../games/index.ts';
import type { Mode, Rules } from '../../games/kit/index.ts';
import type { PlayedResult } from '../../ratings/fold.ts';
import { ratingSystems } from '../../ratings/index.ts';
import type { RatingSystem } from '../../ratings/system.ts';

/** Where results are counted in one order: a game's mode in a season. */
export interface Ladder {
  readonly game: string;
  readonly mode: string;
  readonly season: number;
}

export interface LadderResult {
  readonly matchId: string;
  /** A 64-bit integer. */
  readonly place: string;
  readonly endedAtMs: number;
  /** In the order of seats, as are the ranks. */
  readonly playerIds: readonly string[];
  readonly ranks: readonly number[];
}

export interface DecidedResult extends LadderResult {
  /** The second judge has confirmed it. */
  readonly verified: boolean;
  readonly voided: boolean;
  /** See `Outbox.parked`. */
  readonly parked: boolean;
}

/** How a ladder's results are rated. Throws where its game or mode is no more. */
export function ratingOf(ladder: Ladder): {
  readonly system: RatingSystem;
  readonly played: (result: LadderResult) => PlayedResult;
} {
  const found = rulesOf(ladder);
  if (!found) throw new Error(`there is no game ${ladder.game} with a mode ${ladder.mode}`);
  const { rules, mode } = found;
  return {
    system: systemOf(mode),
    played: (result) => ({ ...result, teams: result.playerIds.map((_, seat) => rules.team?.(mode, seat) ?? seat) }),
  };
}

/** The rating system of a ladder, unless its game or mode is no more. */
export function ratingSystemOf(ladder: Ladder): RatingSystem | undefined {
  const found = rulesOf(ladder);
  return found && systemOf(found.mode);
}

const systemOf = (mode: Mode): RatingSystem => ratingSystems[mode.ratingSystem ?? 'glicko2'];

function rulesOf({ game, mode }: Ladder): { rules: Rules; mode: Mode } | undefined {
  const rules = gameById(game)?.rules;
  const settings = rules?.modes[mode];
  return rules && settings && { rules, mode: settings };
}

/**
 * The next results behind place `after`, up to the first one of which it is not known whether it is true. What can't be
 * judged or counted, whatever is tried, does not hold up the others: it counts as not verified.
 */
export async function decidedResults(
  tx: pg.PoolClient,
  { game, mode, season }: Ladder,
  after: string,
  limit: number,
): Promise<DecidedResult[]> {
  const { rows } = await tx.query<DecidedResult>({
    name: 'decided-results',
    text: `
      SELECT ${resultColumns}, voided_at IS NOT NULL AS voided, coalesce(parked, false) AS parked,
             coalesce(verified, false) AND NOT EXISTS (
               SELECT FROM dead_letters WHERE match_id = matches.id AND step = 'rate') AS verified
      FROM matches LEFT JOIN outbox ON match_id = id
      WHERE game = $1 AND mode = $2 AND season = $3 AND place > $4 AND place < coalesce((
        SELECT min(place) FROM matches
        WHERE game = $1 AND mode = $2 AND season = $3 AND place > $4 AND verified IS NULL
          AND NOT EXISTS (SELECT FROM dead_letters WHERE match_id = matches.id AND step = 'verify')
      ), ${endOfPlaces})
      ORDER BY place LIMIT $5`,
    values: [game, mode, season, after, limit],
  });
  return rows;
}

/** The next results behind place `after`, up to place `upTo`, that count. */
export async function countedResults(
  tx: pg.PoolClient,
  { game, mode, season }: Ladder,
  { after, upTo, limit }: { after: string; upTo: string; limit: number },
): Promise<LadderResult[]> {
  const { rows } = await tx.query<LadderResult>({
    name: 'counted-results',
    text: `
      SELECT ${resultColumns} FROM matches
      WHERE game = $1 AND mode = $2 AND season = $3 AND place > $4 AND place <= $5 AND verified AND voided_at IS NULL
        AND EXISTS (SELECT FROM applied WHERE consumer = 'rate' AND match_id = id)
      ORDER BY place LIMIT $6`,
    values: [game, mode, season, after, upTo, limit],
  });
  return rows;
}

const endOfPlaces = '9223372036854775807';

const resultColumns = `
  id AS "matchId", place, (extract(epoch FROM finished_at) * 1000)::float8 AS "endedAtMs",
  ARRAY(SELECT player_id FROM match_seats WHERE match_seats.match_id = id ORDER BY seat) AS "playerIds",
  ARRAY(SELECT rank FROM match_seats WHERE match_seats.match_id = id ORDER BY seat) AS ranks`;
