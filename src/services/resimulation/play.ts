// All that is to be learnt from a finished match by playing it again, in one go: it is judged, and while it is played
// those look on who will report on it.

import { measureFeats, withFeats } from '../../achievements/fold.ts';
import { type DetectorId, detect } from '../../anticheat/index.ts';
import type { Finding, Review } from '../../anticheat/kit.ts';
import { Reviewer } from '../../anticheat/review.ts';
import { gameById } from '../../games/index.ts';
import {
  type Game,
  type Leave,
  type MatchLog,
  type MatchState,
  plain,
  type Rules,
  type Watch,
} from '../../games/kit/index.ts';
import { type Account, Witness } from '../../replays/account.ts';
import { compactPlayed, Cutter, NotCompactable } from '../../replays/compact.ts';
import { decodeLog } from '../../replays/log-codec.ts';
import type { StoredLog } from '../../replays/log-file.ts';
import { report, type Report } from '../../replays/report.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { verify } from '../../replays/verify.ts';
import { verifyEd25519 } from '../ed25519.ts';
import { hashOfRules } from '../rules-hash.ts';
import { sha256 } from '../sha256.ts';
import { type KeptLog, unpackLog } from '../stored-logs.ts';
import { zstd } from '../zstd.ts';

/** A finished match as the database has it. */
export interface MatchRecord {
  readonly log: KeptLog;
  readonly reason: string;
  readonly ranks: readonly number[];
  readonly refusals: Review['refusals'];
  /** What this server believes: every key that it has signed by. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** What one who looked on has found, or how that failed: nobody's failure is another's. */
type Part<T> = { readonly found: T } | { readonly failure: unknown };

/** Of a match that is false it is only known why. */
export type Played = { readonly fault: string } | (TrueMatch & { readonly fault: null });

interface TrueMatch {
  /** What detectors have to say of the log. */
  readonly findings: Part<readonly Finding<DetectorId>[]>;
  /** By seat, and by achievement of the game. */
  readonly feats: Part<readonly Readonly<Record<string, number>>[]>;
  /** Undefined where a log can't be compacted, or is. */
  readonly replay: Part<Uint8Array | undefined>;
}

/** What was found; throws where that failed. */
export function take<T>(part: Part<T>): T {
  if ('failure' in part) throw part.failure;
  return part.found;
}

export function playMatch({ log: kept, reason, ranks, refusals, keys }: MatchRecord): Played {
  const log = unpackLog(kept);
  let onlookers: Onlookers | undefined;
  const verdict = verify(log, {
    ...{ gameById, sha256, rulesHash: hashOfRules, trust: { keys, verifyEd25519 } },
    onlooker: (played, game, rules) => (onlookers = new Onlookers(played, game, rules)),
  });
  if (!verdict.verified) return { fault: verdict.what };
  const { outcome } = verdict;
  // The row that is rated must say what the log says.
  const same = outcome.reason === reason && outcome.ranks.join() === ranks.join();
  if (!same || !onlookers) return { fault: 'the stored result is not the one of the log' };
  return {
    fault: null,
    findings: onlookers.findings(refusals),
    feats: onlookers.feats(verdict),
    replay: 'replay' in kept ? { found: undefined } : onlookers.replay(log),
  };
}

/** The report on a match; undefined for a game without analysis, and for a log of rules that are not the present ones. */
export function reportOn(kept: KeptLog): Report | undefined {
  const log = decodeLog(unpackLog(kept).chunks.map(({ bytes }) => bytes));
  const game = gameById(log.header.game);
  return game && report(game, log, { make: plain, sha256 });
}

/** Look on as a match is judged, without disturbing the judge. */
class Onlookers {
  readonly watch: Watch;
  readonly leave: Leave;
  readonly #log: MatchLog;
  readonly #reviewer: Onlooker<Reviewer>;
  /** Only for a game with analysis, and a log of its present rules. */
  readonly #witness: Onlooker<Witness> | undefined;
  readonly #cutter: Onlooker<Cutter>;

  constructor(log: MatchLog, game: Game, rules: Rules) {
    const { analysis } = game;
    this.#log = log;
    this.#reviewer = new Onlooker((start) => new Reviewer(game, rules, start));
    this.#witness =
      analysis && rules === game.rules
        ? new Onlooker((start) => new Witness(analysis, rules, start, log.header.seats.length))
        : undefined;
    this.#cutter = new Onlooker(() => new Cutter(log, { rules, sha256 }));
    this.watch = (state, entry) => {
      this.#reviewer.look(state, (reviewer) => reviewer.see(state, entry));
      this.#witness?.look(state, (witness) => witness.see(state));
    };
    this.leave = (match, played) => this.#cutter.look(match.state, (cutter) => cutter.leave(match, played));
  }

  findings(refusals: Review['refusals']): TrueMatch['findings'] {
    return attempt(() => detect(this.#reviewer.get().review(this.#log, { refusals })));
  }

  feats({ outcome }: Verdict & { verified: true }): TrueMatch['feats'] {
    return attempt(() => {
      const witness = this.#witness?.get();
      if (!witness) return [];
      const account: Account = { outcome, timeline: witness.timeline, summary: witness.summary() };
      const ids = withFeats(this.#log.header.game);
      return outcome.ranks.map((_, seat) => measureFeats(ids, account, seat));
    });
  }

  replay(log: StoredLog): TrueMatch['replay'] {
    return attempt(() => {
      try {
        return compactPlayed(log, this.#cutter.get().cut, sha256, zstd);
      } catch (error) {
        if (error instanceof NotCompactable) return undefined;
        throw error;
      }
    });
  }
}

/** Keeps what goes wrong in it for who asks for what it has seen. */
class Onlooker<T> {
  readonly #begin: (start: MatchState) => T;
  #onlooker: Part<T> | undefined;

  constructor(begin: (start: MatchState) => T) {
    this.#begin = begin;
  }

  look(state: MatchState, look: (onlooker: T) => void): void {
    this.#onlooker ??= attempt(() => this.#begin(state));
    if ('failure' in this.#onlooker) return;
    try {
      look(this.#onlooker.found);
    } catch (failure) {
      this.#onlooker = { failure };
    }
  }

  get(): T {
    return take(this.#onlooker!);
  }
}

function attempt<T>(find: () => T): Part<T> {
  try {
    return { found: find() };
  } catch (failure) {
    return { failure };
  }
}
