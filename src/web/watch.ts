// Follows one match: in a watch room while it runs, from its log when it is over. Comes back by itself.

import type { Room } from '@colyseus/sdk';
import { answerOf, ApiError } from '../client/arbiter.ts';
import { START } from '../games/chess/fen.ts';
import type { ChessState } from '../games/chess/state.ts';
import { readLog } from './log.ts';
import { type Board, Notation } from './san.ts';
import { arbiter, type Match, soon } from './server.ts';

/** What there is to see of a match. */
export interface Sight {
  readonly matchId: string;
  readonly seats: readonly { readonly name: string; readonly connected: boolean }[];
  readonly board: Board;
  /** In FEN, where the moves begin. */
  readonly start: string;
  /** In UCI. */
  readonly moves: readonly string[];
  readonly turn: number;
  readonly check: boolean;
  /** Seconds left at `since`, by seat. */
  readonly clocks: readonly number[];
  /** performance.now() at which the running clock showed that, in milliseconds. */
  readonly since: number;
  /** Without ranks: aborted. */
  readonly end: { readonly ranks: readonly number[]; readonly reason: string | null } | undefined;
  readonly phase: 'joining' | 'live' | 'over' | 'missing';
}

export interface Target {
  readonly matchId: string;
  /** Which opens a private match. */
  readonly link: string | undefined;
}

/** What the watch room says (docs/protocol.md). */
interface Told {
  match: { tick: number; tickRate: number; seats: { name: string }[] };
  playhead: { tick: number };
  events: { kind: string; seat?: number }[];
  end: { outcome: Sight['end'] | null; reason: string | null };
}

const retryMs = 1_500;
/** Answers of the server by which there is nothing to see: no such match, a private one, or a link that has expired. */
const missing = new Set([400, 403, 404, 410]);

export class Watch {
  sight: Sight;
  #link: string | undefined;
  #onChange: (sight: Sight) => void;
  #room: Room | undefined;
  #stopped = false;
  /** Which tick it was at which moment. */
  #anchor = { tick: 0, at: performance.now() };
  #tickRate = 10;
  #turnTick = -1;

  constructor({ matchId, link }: Target, onChange: (sight: Sight) => void) {
    this.#link = link;
    this.#onChange = onChange;
    this.sight = {
      matchId,
      board: new Notation().board,
      start: START,
      seats: [],
      moves: [],
      turn: 0,
      check: false,
      clocks: [],
      since: 0,
      end: undefined,
      phase: 'joining',
    };
    void this.#follow();
  }

  stop(): void {
    this.#stopped = true;
    void this.#room?.leave().catch(() => undefined);
  }

  /** How the API is asked about the match. */
  get #asked() {
    const query = this.#link === undefined ? {} : { link: this.#link };
    return { params: { path: { id: this.sight.matchId }, query }, ...soon() };
  }

  async #follow(): Promise<void> {
    try {
      const match = answerOf(await arbiter.api.GET('/matches/{id}', this.#asked));
      this.#show({ seats: match.seats.map(({ player }) => ({ name: player.name, connected: true })) });
      if (match.status === 'running') await this.#join();
      else await this.#readLog(match);
    } catch (error) {
      if (error instanceof ApiError && missing.has(error.problem.status)) this.#show({ phase: 'missing' });
      else this.#again();
    }
  }

  #again(): void {
    if (!this.#stopped) setTimeout(() => !this.#stopped && void this.#follow(), retryMs);
  }

  async #join(): Promise<void> {
    if (this.#stopped) return;
    const room = await arbiter.watch(this.sight.matchId, this.#link === undefined ? {} : { link: this.#link });
    this.#room = room;
    // A spectator has nothing to lose: joining anew is simpler than resuming.
    room.reconnection.enabled = false;
    this.#turnTick = -1;
    room.onMessage<Told['match']>('match', (info) => this.#onMatch(info));
    room.onMessage<Told['playhead']>('playhead', ({ tick }) => this.#onTick(tick));
    room.onMessage<Told['events']>('events', (events) => this.#onEvents(events));
    room.onMessage('*', () => undefined);
    room.onMessage<Told['end']>('end', ({ outcome, reason }) =>
      this.#show({ phase: 'over', end: outcome ?? { ranks: [], reason } }),
    );
    room.onStateChange((state) => this.#onState(state as ChessState));
    room.onLeave(() => {
      this.#room = undefined;
      if (this.sight.phase === 'over') return;
      this.#show({ phase: 'joining' });
      this.#again();
    });
    room.onError(() => undefined);
    if (this.#stopped) void room.leave();
  }

  #onMatch({ tick, tickRate, seats }: Told['match']): void {
    this.#tickRate = tickRate;
    this.#show({ seats: seats.map(({ name }) => ({ name, connected: true })) });
    this.#onTick(tick);
  }

  #onTick(tick: number): void {
    this.#anchor = { tick, at: performance.now() };
    this.#show({ since: this.#clockStart() });
  }

  #onEvents(events: Told['events']): void {
    for (const { kind, seat } of events) {
      if (kind !== 'drop' && kind !== 'resume') continue;
      const seats = this.sight.seats.map((each, i) => (i === seat ? { ...each, connected: kind === 'resume' } : each));
      this.#show({ seats });
    }
  }

  #onState({ start, board, moves, turn, check, clocks, turnTick, winner, ending }: ChessState): void {
    // A patch that starts a clock has just been sent: the best moment to know the server's tick.
    const seen = this.#turnTick >= 0;
    if (seen && turnTick !== this.#turnTick) this.#anchor = { tick: turnTick, at: performance.now() };
    this.#turnTick = turnTick;
    this.#show({
      start,
      board: [...board],
      moves: [...moves],
      turn,
      check,
      since: this.#clockStart(),
      clocks: [...clocks].map((ticks) => ticks / this.#tickRate),
      phase: ending === '' && !this.sight.end ? 'live' : 'over',
    });
    // Who comes after the end hears no `end`; the state has it, too.
    if (ending !== '')
      this.#show({ end: { ranks: [0, 1].map((seat) => (winner === 1 - seat ? 2 : 1)), reason: ending } });
  }

  #clockStart(): number {
    return this.#anchor.at - ((this.#anchor.tick - Math.max(0, this.#turnTick)) * 1000) / this.#tickRate;
  }

  async #readLog(match: Match): Promise<void> {
    const file = await arbiter.api.GET('/matches/{id}/log', { ...this.#asked, parseAs: 'arrayBuffer' });
    const { start, moves } = readLog(new Uint8Array(answerOf(file)));
    const notation = new Notation(start);
    const check = notation.follow(moves).at(-1)?.endsWith('+') ?? false;
    const ranks = match.seats.map(({ rank }) => rank ?? 0);
    this.#show({
      start,
      board: notation.board,
      moves,
      turn: moves.length % 2,
      check,
      clocks: [],
      phase: 'over',
      end: { ranks: match.status === 'aborted' ? [] : ranks, reason: match.reason },
    });
  }

  #show(news: Partial<Sight>): void {
    if (this.#stopped) return;
    this.sight = { ...this.sight, ...news };
    this.#onChange(this.sight);
  }
}
