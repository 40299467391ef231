// A match being played live: takes its work one piece after the other, makes durable what happened, and only then lets
// it be seen. Knows nothing of clients: the room tells it what they do.

import { randomBytes } from 'node:crypto';
import {
  type Game,
  headerOf,
  type Input,
  Match,
  type MatchState,
  type Outcome,
  onSchema,
  type Seat,
  type SeatEvent,
} from '../games/kit/index.ts';
import type { Services } from '../services/index.ts';
import { sha256 } from '../services/sha256.ts';
import type { LogNews } from './log-feed.ts';
import { Recorder } from './recorder.ts';

/** What a match is, whatever happens in it. */
export interface MatchTerms {
  readonly matchId: string;
  readonly game: Game;
  readonly mode: string;
  /** Whether its result moves ratings. */
  readonly rated: boolean;
}

export interface LiveMatchOptions extends MatchTerms {
  readonly services: Pick<Services, 'games' | 'journal' | 'matches'>;
  /** Something that is durable now may be shown. */
  readonly onShow: () => void;
  /** What may be shown to those who follow the log. */
  readonly onNews: (news: LogNews) => void;
  /** The match is over and its result stored. */
  readonly onEnd: (end: MatchEnd) => void;
  /** A bug has ended the match. */
  readonly onBug: (error: unknown) => void;
}

/** How a match ended; without an outcome it was aborted for this reason. */
export interface MatchEnd {
  readonly outcome: Outcome | null;
  readonly reason: string;
  readonly tick: number;
}

export type ActionReply = { readonly tick: number } | { readonly reason: string; readonly detail?: string };

export class LiveMatch {
  #options: LiveMatchOptions;
  #seed = randomBytes(16).toString('hex');
  #match: Match;
  #recorder: Recorder;
  #phase: 'waiting' | 'live' | 'over' = 'waiting';
  #end: MatchEnd | undefined;
  #lastWork: Promise<unknown> = Promise.resolve();
  #waitingWork = 0;

  constructor(options: LiveMatchOptions) {
    const { matchId, game, mode, services } = options;
    this.#options = options;
    this.#recorder = new Recorder(services, matchId);
    this.#match = new Match(
      game.rules,
      { rules: game.rules.version, mode, seed: this.#seed },
      { make: onSchema(game.entities), sha256, record: (entry) => this.#recorder.add(entry) },
    );
  }

  get terms(): MatchTerms {
    return this.#options;
  }

  get phase(): 'waiting' | 'live' | 'over' {
    return this.#phase;
  }

  /** It has begun, and its outcome is open. */
  get undecided(): boolean {
    return this.#phase === 'live' && !this.#match.outcome;
  }

  /** Undefined until the end is stored. */
  get end(): MatchEnd | undefined {
    return this.#end;
  }

  /** The wire state itself. */
  get state(): MatchState {
    return this.#match.state;
  }

  /**
   * Writes the match down and lets it be played from then on, by these players in the order of seats; unless it is found
   * then that it must not be.
   */
  async begin(seats: readonly string[], mayBegin: () => boolean | Promise<boolean> = () => true): Promise<void> {
    await this.#inOrder(async () => {
      if (!(await mayBegin())) return void (this.#phase = 'over');
      const { matchId, mode, rated, game, services } = this.#options;
      const rulesHash = services.games.rulesHash(game.rules.id);
      const header = headerOf(game, { matchId, mode, seed: this.#seed, seats, ...(rulesHash && { rulesHash }) });
      await this.#recorder.begin(header, rated);
      for (const seat of seats.keys()) this.#match.seatEvent(seat, 'join');
      if (this.#phase === 'waiting') this.#phase = 'live';
      else await services.matches.abort(matchId, 'room_closed');
    });
  }

  /** Resolves when the action is durable, to the tick in which it happened; or to why it was refused. */
  async act(seat: Seat, action: unknown): Promise<ActionReply> {
    const reply = await this.#inOrder(async () => {
      if (this.#phase === 'waiting') return { reason: 'not_started' };
      if (this.#phase === 'over') return { reason: 'match_over' };
      const reason = this.#match.act(seat, action);
      const { tick } = this.state;
      if (reason !== undefined) {
        this.#recorder.refused(seat, reason, tick);
        return { reason };
      }
      await this.#commit();
      return { tick };
    });
    return reply ?? { reason: 'match_over' };
  }

  async seatEvent(seat: Seat, event: SeatEvent): Promise<void> {
    await this.#inOrder(async () => {
      if (this.#phase !== 'live') return;
      this.#match.seatEvent(seat, event);
      await this.#commit();
    });
  }

  /** One tick of time; `inputs[seat]` is what the seat wants in it, in a real-time game. */
  tick(inputs: readonly (Input | undefined)[] = []): void {
    if (this.#phase !== 'live') return;
    this.#match.input(inputs.entries());
    this.#match.advance();
    if (this.#match.outcome) void this.#inOrder(() => this.#commit());
    else if (this.#match.rules.turn) this.#showIfDurable();
    else this.#showAtOnce();
  }

  /** While something is on its way to the journal, what it did must not be seen yet. */
  #showIfDurable(): void {
    if (this.#waitingWork > 0) return;
    this.#options.onShow();
    if (this.state.tick % this.#match.rules.tickRate === 0) this.#tellNews();
  }

  /** A real-time game does not wait for the journal, which may lose the last second of it. */
  #showAtOnce(): void {
    this.#options.onShow();
    this.#tellNews();
    if (this.state.tick % this.#match.rules.tickRate === 0) void this.#inOrder(() => this.#recorder.commit());
  }

  /** Ends a match without a result. */
  async abort(reason: string): Promise<void> {
    if (this.#phase === 'over') return;
    const begun = this.#phase === 'live';
    this.#phase = 'over';
    if (begun) {
      this.#options.onNews({ ...this.#recorder.news(this.state.tick), aborted: reason });
      this.#tellEnd(null, reason);
    }
    // Also of one that has not begun: it may have been written before that failed.
    await this.#options.services.matches.abort(this.#options.matchId, reason).catch(this.#options.onBug);
  }

  async #commit(): Promise<void> {
    const { outcome } = this.#match;
    if (!outcome) {
      await this.#recorder.commit();
      this.#options.onShow();
      this.#tellNews();
    } else if (this.#phase === 'live') {
      this.#phase = 'over';
      try {
        await this.#recorder.finish(outcome, this.state.tick);
      } catch (error) {
        // An end that is not stored is none: whoever hears of the bug can still abort the match.
        this.#phase = 'live';
        throw error;
      }
      this.#options.onShow();
      this.#tellNews();
      this.#tellEnd(outcome, outcome.reason);
    }
  }

  #tellNews(): void {
    this.#options.onNews(this.#recorder.news(this.state.tick));
  }

  #tellEnd(outcome: Outcome | null, reason: string): void {
    this.#end = { outcome, reason, tick: this.state.tick };
    this.#options.onEnd(this.#end);
  }

  /** What throws here is a bug, and the result is undefined. */
  async #inOrder<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#waitingWork += 1;
    const result = this.#lastWork.then(work).catch((error: unknown) => {
      this.#options.onBug(error);
      return undefined;
    });
    this.#lastWork = result;
    await result;
    this.#waitingWork -= 1;
    return result;
  }
}
