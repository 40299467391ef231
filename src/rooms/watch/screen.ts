// What spectators see of a match: its log, played on plain objects up to some tick, and the wire state that mirrors it.

import type { Schema } from '@colyseus/schema';
import {
  type Game,
  type GameEvent,
  type LogEntry,
  type LogHeader,
  type Observer,
  type Outcome,
  rulesOf,
} from '../../games/kit/index.ts';
import { Playback } from '../../replays/playback.ts';
import type { ReplayFile } from '../../replays/replay-file.ts';
import { sha256 } from '../../services/sha256.ts';
import { mirror } from './mirror.ts';

/** Ticks played between two looks at the clock. */
const stride = 30;

export class Screen {
  readonly wire: Schema;
  #game: Game;
  /** Further ahead than this, a keyframe on the way is gone to, and what happened before it is not told. */
  #jump: number;
  #playback: Playback;
  #observer: Observer | undefined;
  #events: GameEvent[] = [];
  /** Who came and went, and up to where that has been told. */
  #comings: GameEvent[] = [];
  #nextComing = 0;

  private constructor(game: Game, playback: Playback) {
    this.#game = game;
    this.#playback = playback;
    this.#jump = 10 * playback.header.tickRate;
    this.wire = new game.entities['state']!() as unknown as Schema;
    this.#observe();
    mirror(this.wire, playback.state);
  }

  /** For a log that is written meanwhile; `append` tells of it. */
  static ofLog(game: Game, header: LogHeader): Screen {
    const rules = rulesOf(game, header.rules);
    if (!rules) throw new Error(`rules version ${header.rules} of ${header.game} is not kept here`);
    return new Screen(game, Playback.of({ header, entries: [] }, { rules, sha256 }));
  }

  static ofReplay(game: Game, replay: ReplayFile): Screen {
    const { header } = replay;
    const screen = new Screen(game, new Playback(header, replay, { rules: rulesOf(game, header.rules), sha256 }));
    screen.#hear(screen.#playback.entriesUntil(Infinity));
    return screen;
  }

  /** The tick that is shown. */
  get tick(): number {
    return this.#playback.tick;
  }

  /** Undefined until the end is shown. */
  get outcome(): Outcome | undefined {
    return this.#playback.outcome;
  }

  /** False where the rules of that time are not kept, and only keyframes can be shown. */
  get exact(): boolean {
    return this.#playback.exact;
  }

  append(entries: readonly LogEntry[]): void {
    this.#playback.append(entries);
    this.#hear(entries);
  }

  #hear(entries: readonly LogEntry[]): void {
    for (const { kind, tick, ...rest } of entries) {
      if ('seat' in rest && kind !== 'action') this.#comings.push({ tick, kind, seat: rest.seat });
    }
  }

  /** Shows the match at this tick, or as far on the way there as it gets in so many milliseconds. */
  show(tick: number, limitMs: number): void {
    const near = this.#playback.nearest(tick);
    if (tick < this.tick || near > this.tick + this.#jump) {
      this.#playback.seek(near);
      this.#observe();
    }
    const deadlineMs = performance.now() + limitMs;
    do {
      this.#playback.advanceTo(Math.min(tick, this.tick + stride), () => this.#see());
    } while (this.tick < tick && performance.now() < deadlineMs);
    const coming = this.#comingsUntil(this.tick);
    this.#events.push(...this.#comings.slice(this.#nextComing, coming));
    this.#nextComing = coming;
    mirror(this.wire, this.#playback.state);
  }

  /** What has happened on screen since the last call. */
  takeEvents(): readonly GameEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #observe(): void {
    this.#observer = this.#game.analysis?.observe(this.#playback.state);
    this.#events = [];
    this.#nextComing = this.#comingsUntil(this.tick);
  }

  #comingsUntil(tick: number): number {
    const later = this.#comings.findIndex((one) => one.tick > tick);
    return later < 0 ? this.#comings.length : later;
  }

  #see(): void {
    if (this.#observer) this.#events.push(...this.#observer.see(this.#playback.state));
  }
}
