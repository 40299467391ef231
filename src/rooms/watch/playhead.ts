// Where in a match its spectators are, and how that moves: with the match, at a speed of their own, or not at all.

export type Motion = 'live' | 'playing' | 'paused';

/** What spectators of a room of their own may ask for. */
export type Control =
  | { readonly type: 'pause' }
  /** On from here; `speed` 1 is the match's own. */
  | { readonly type: 'play'; readonly speed: number }
  | { readonly type: 'seek'; readonly tick: number }
  /** As far as the match has come. */
  | { readonly type: 'live' };

export class Playhead {
  #tickRate: number;
  /** In ticks, and parts of them. */
  #at: number;
  #motion: Motion;
  #speed = 1;

  constructor(tickRate: number, motion: Motion, tick: number) {
    this.#tickRate = tickRate;
    this.#motion = motion;
    this.#at = tick;
  }

  get tick(): number {
    return Math.floor(this.#at);
  }

  get motion(): Motion {
    return this.#motion;
  }

  get speed(): number {
    return this.#speed;
  }

  /** `edge` is the last tick that may be seen. */
  control(control: Control, edge: number): void {
    if (control.type === 'seek') {
      this.#at = Math.min(control.tick, edge);
      if (this.#motion === 'live') this.#motion = 'playing';
    } else if (control.type === 'live') {
      this.#motion = 'live';
      this.#speed = 1;
      this.#at = edge;
    } else if (control.type === 'pause') this.#motion = 'paused';
    else {
      this.#motion = 'playing';
      this.#speed = control.speed;
    }
  }

  /** Lets time pass. Who catches up with a match follows it from then on; at its end (`final`) everyone stops. */
  move(elapsedMs: number, edge: number, final: boolean): void {
    if (this.#motion === 'playing') this.#at += (elapsedMs * this.#speed * this.#tickRate) / 1000;
    if (this.#motion === 'live' || this.#at > edge) this.#at = edge;
    if (this.#motion === 'paused' || this.#at < edge) return;
    if (final) this.#motion = 'paused';
    else this.control({ type: 'live' }, edge);
  }
}
