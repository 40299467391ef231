// A tournament seen from one entrant, round by round, as the tie-breaks look at it. Terms and numbers are those of FIDE's
// Tie-Break Regulations (Handbook C.07, in force since 1 March 2026): https://handbook.fide.com/chapter/TieBreakRegulations032026

import { lastRound, opponentOf, pairingsOf, pointsOf, type TournamentState } from './kit.ts';

/**
 * What a round was for an entrant. `bye`: allocated, or nobody's fault (16.2.1); `requested`: a bye of half a point or
 * none, or a round without a pairing (16.2.3 and 16.2.5).
 */
export interface RoundRecord {
  readonly kind: 'played' | 'forfeit-win' | 'forfeit-loss' | 'bye' | 'requested';
  readonly points: number;
  /** Also of a forfeit. */
  readonly opponent: string | undefined;
}

/** A round in which the entrant was not available: a voluntary unplayed round (16.1.2). */
export const isVoluntary = ({ kind }: RoundRecord): boolean => kind === 'requested' || kind === 'forfeit-loss';

/** Of every round so far that has a result for them. */
export function recordsOf(state: TournamentState, playerId: string): RoundRecord[] {
  const own = pairingsOf(state, playerId);
  const records: RoundRecord[] = [];
  for (let round = 1; round <= lastRound(state); round++) {
    const pairing = own.find((each) => each.round === round);
    if (!pairing) records.push({ kind: 'requested', points: 0, opponent: undefined });
    else if (pairing.result) {
      const points = pointsOf(pairing, playerId);
      const kind = kindOf(pairing.result.ending, points);
      records.push({ kind, points, opponent: kind === 'bye' ? undefined : opponentOf(pairing, playerId) });
    }
  }
  return records;
}

function kindOf(ending: string, points: number): RoundRecord['kind'] {
  if (ending === 'played') return 'played';
  if (ending === 'forfeit') return points > 0 ? 'forfeit-win' : 'forfeit-loss';
  return ending === 'bye' && points < 1 ? 'requested' : 'bye';
}

export const scoreOf = (records: readonly RoundRecord[]): number =>
  records.reduce((sum, { points }) => sum + points, 0);

/** The score as it counts for their opponents (16.3): requested byes after which they did not come back are draws. */
export function adjustedScore(records: readonly RoundRecord[]): number {
  const lastPresent = records.findLastIndex((record) => !isVoluntary(record));
  const adjusted = records.map((record, at) =>
    record.kind === 'requested' && (at > lastPresent || at === records.length - 1) ? 0.5 : record.points,
  );
  return adjusted.reduce((sum, points) => sum + points, 0);
}
