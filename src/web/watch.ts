// Follows one match: in a watch room while it runs, from its log when it is over. Comes back by itself.

import { getLog, getMatch } from './api.js';
import { readLog } from './log.js';
import { Notation, usualStart } from './san.js';
import { startOf } from './start.js';

/**
 * What there is to see of a match.
 * @typedef {object} Sight
 * @property {string} matchId
 * @property {readonly { name: string, connected: boolean }[]} seats
 * @property {string | undefined} mode
 * @property {readonly number[]} board
 * @property {string} start in FEN, where the moves begin
 * @property {readonly string[]} moves in UCI
 * @property {number} turn
 * @property {boolean} check
 * @property {readonly number[]} clocks seconds left at `since`, by seat
 * @property {number} since performance.now() at which the running clock showed that, in milliseconds
 * @property {{ ranks: readonly number[], reason: string | null } | undefined} end without ranks: aborted
 * @property {'joining' | 'live' | 'over' | 'missing'} phase
 */

const retryMs = 1_500;
/** Answers of the server by which there is nothing to see: no such match, a private one, or a link that has expired. */
const missing = new Set([400, 403, 404, 410]);

export class Watch {
  /** @type {Sight} */
  sight;
  #sdk;
  #link;
  #onChange;
  /** @type {any} */
  #room;
  #stopped = false;
  /** Which tick it was at which moment. */
  #anchor = { tick: 0, at: performance.now() };
  #tickRate = 10;
  #turnTick = -1;

  /**
   * @param {any} sdk a Colyseus client
   * @param {{ matchId: string, link: string | undefined }} target
   * @param {(sight: Sight) => void} onChange
   */
  constructor(sdk, { matchId, link }, onChange) {
    this.#sdk = sdk;
    this.#link = link;
    this.#onChange = onChange;
    this.sight = {
      matchId,
      board: new Notation().board,
      start: usualStart,
      seats: [],
      mode: undefined,
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

  stop() {
    this.#stopped = true;
    void this.#room?.leave().catch(() => undefined);
  }

  async #follow() {
    try {
      const match = await getMatch(this.sight.matchId, this.#link);
      this.#show({
        mode: match.mode,
        seats: match.seats.map(({ player }) => ({ name: player.name, connected: true })),
      });
      if (match.status === 'running') await this.#join();
      else await this.#readLog(match);
    } catch (error) {
      const { status } = /** @type {{ status?: number }} */ (error);
      if (status !== undefined && missing.has(status)) this.#show({ phase: 'missing' });
      else this.#again();
    }
  }

  #again() {
    if (!this.#stopped) setTimeout(() => !this.#stopped && void this.#follow(), retryMs);
  }

  async #join() {
    if (this.#stopped) return;
    const room = await this.#sdk.joinOrCreate('watch', { matchId: this.sight.matchId, link: this.#link });
    this.#room = room;
    // A spectator has nothing to lose: joining anew is simpler than resuming.
    room.reconnection.enabled = false;
    this.#turnTick = -1;
    room.onMessage('match', (/** @type {any} */ info) => this.#onMatch(info));
    room.onMessage('playhead', (/** @type {any} */ { tick }) => this.#onTick(tick));
    room.onMessage('events', (/** @type {any[]} */ events) => this.#onEvents(events));
    room.onMessage('crowd', () => undefined);
    room.onMessage('end', (/** @type {any} */ { outcome, reason }) =>
      this.#show({ phase: 'over', end: outcome ?? { ranks: [], reason } }),
    );
    room.onStateChange((/** @type {any} */ state) => this.#onState(state));
    room.onLeave(() => {
      this.#room = undefined;
      if (this.sight.phase === 'over') return;
      this.#show({ phase: 'joining' });
      this.#again();
    });
    room.onError(() => undefined);
    if (this.#stopped) void room.leave();
  }

  /** @param {{ tick: number, tickRate: number, seats: { name: string }[] }} info */
  #onMatch({ tick, tickRate, seats }) {
    this.#tickRate = tickRate;
    this.#show({ seats: seats.map(({ name }) => ({ name, connected: true })) });
    this.#onTick(tick);
  }

  /** @param {number} tick */
  #onTick(tick) {
    this.#anchor = { tick, at: performance.now() };
    this.#show({ since: this.#clockStart() });
  }

  /** @param {{ kind: string, seat?: number }[]} events */
  #onEvents(events) {
    for (const { kind, seat } of events) {
      if (kind !== 'drop' && kind !== 'resume') continue;
      const seats = this.sight.seats.map((each, i) => (i === seat ? { ...each, connected: kind === 'resume' } : each));
      this.#show({ seats });
    }
  }

  /** @param {any} state */
  #onState({ start, board, moves, turn, check, clocks, turnTick, winner, ending }) {
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
      clocks: [...clocks].map((/** @type {number} */ ticks) => ticks / this.#tickRate),
      phase: ending === '' && !this.sight.end ? 'live' : 'over',
    });
    // Who comes after the end hears no `end`; the state has it, too.
    if (ending !== '')
      this.#show({ end: { ranks: [0, 1].map((seat) => (winner === 1 - seat ? 2 : 1)), reason: ending } });
  }

  #clockStart() {
    return this.#anchor.at - ((this.#anchor.tick - Math.max(0, this.#turnTick)) * 1000) / this.#tickRate;
  }

  /** @param {import('./api.js').Match} match */
  async #readLog(match) {
    const { mode, seed, moves } = readLog(await getLog(match.id, this.#link));
    const start = startOf(mode, seed);
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

  /** @param {Partial<Sight>} news */
  #show(news) {
    if (this.#stopped) return;
    this.sight = { ...this.sight, ...news };
    this.#onChange(this.sight);
  }
}
