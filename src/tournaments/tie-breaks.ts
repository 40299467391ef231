// The tie-breaks of FIDE's Tie-Break Regulations (Handbook C.07, in force since 1 March 2026), which the numbers name:
// https://handbook.fide.com/chapter/TieBreakRegulations032026

import type { TournamentState } from './kit.ts';
import { adjustedScore, isVoluntary, recordsOf, type RoundRecord, scoreOf } from './records.ts';

/** What one round adds to a sum over opponents. */
interface Contribution {
  /** The opponent's score, or that of the dummy who stands in for one (16.4). */
  readonly opponentScore: number;
  readonly points: number;
  readonly voluntary: boolean;
}

/** All entrants' values of the tie-breaks that sum over opponents. */
export class OpponentSums {
  #records: ReadonlyMap<string, readonly RoundRecord[]>;
  #forfeitsArePlayed: boolean;

  /** `forfeitsArePlayed`: the pairings were known from the start, so a forfeit is a game like others (15.2). */
  constructor(state: TournamentState, { forfeitsArePlayed = false } = {}) {
    this.#records = new Map(state.entrants.map(({ id }) => [id, recordsOf(state, id)]));
    this.#forfeitsArePlayed = forfeitsArePlayed;
  }

  /** Buchholz (8.1): the sum of the opponents' scores. */
  buchholz(playerId: string): number {
    return sum(this.#contributions(playerId).map(({ opponentScore }) => opponentScore));
  }

  /** Buchholz Cut 1 (14.1): without the least of them, which a voluntary unplayed round gives first (16.5). */
  buchholzCut1(playerId: string): number {
    const all = this.#contributions(playerId);
    const voluntary = all.filter((each) => each.voluntary);
    const cut = least(voluntary.length > 0 ? voluntary : all);
    return this.buchholz(playerId) - cut;
  }

  /** Sonneborn-Berger (9.1): the sum of the opponents' scores, each times the points made against them. */
  sonnebornBerger(playerId: string): number {
    return sum(this.#contributions(playerId).map(({ opponentScore, points }) => opponentScore * points));
  }

  #contributions(playerId: string): Contribution[] {
    const records = this.#recordsOf(playerId);
    // 15.2: in pre-determined pairings the only round without an opponent is an odd field's free one.
    const counted = this.#forfeitsArePlayed ? records.filter(({ opponent }) => opponent !== undefined) : records;
    return counted.map((record) => {
      const { points } = record;
      if (record.kind === 'played' || this.#forfeitsArePlayed) {
        return { opponentScore: this.#scoreFor(record.opponent!), points, voluntary: false };
      }
      return { opponentScore: this.#dummyScore(record, records), points, voluntary: isVoluntary(record) };
    });
  }

  /** 16.4: the entrant's own score, but not more than the scheduled opponent's, or than half a point a round. */
  #dummyScore({ kind, opponent }: RoundRecord, records: readonly RoundRecord[]): number {
    const forfeit = kind === 'forfeit-win' || kind === 'forfeit-loss';
    return Math.min(scoreOf(records), forfeit ? this.#scoreFor(opponent!) : records.length / 2);
  }

  #scoreFor(opponent: string): number {
    const records = this.#recordsOf(opponent);
    return this.#forfeitsArePlayed ? scoreOf(records) : adjustedScore(records);
  }

  #recordsOf(playerId: string): readonly RoundRecord[] {
    return this.#records.get(playerId) ?? [];
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const least = (contributions: readonly Contribution[]): number =>
  contributions.length === 0 ? 0 : Math.min(...contributions.map(({ opponentScore }) => opponentScore));
