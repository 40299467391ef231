// How long ticks take: the simulation's own time, and by how much the timer was late. Measuring allocates nothing.

/** Durations are counted by size, four classes to an octave, from a hundredth of a millisecond up to 0.6 seconds. */
const smallestMs = 0.01;
const perOctave = 4;
const classes = 64;

/** How often what is slow is told. */
const warnEveryMs = 60_000;

/** Of one room, or of all in a process. */
export class TickFigures {
  #ticks = 0;
  #overruns = 0;
  #late = 0;
  #worstMs = 0;
  #latestMs = 0;
  #sizes = new Uint32Array(classes);

  get overruns(): number {
    return this.#overruns;
  }

  get late(): number {
    return this.#late;
  }

  count(tookMs: number, lateMs: number, intervalMs: number): void {
    this.#ticks += 1;
    if (tookMs > intervalMs) this.#overruns += 1;
    // Twice: a tick that makes up for a late one comes with it.
    if (lateMs > 2 * intervalMs) this.#late += 1;
    if (tookMs > this.#worstMs) this.#worstMs = tookMs;
    if (lateMs > this.#latestMs) this.#latestMs = lateMs;
    const size = Math.ceil(perOctave * Math.log2(tookMs / smallestMs));
    this.#sizes[Math.min(Math.max(size, 0), classes - 1)]! += 1;
  }

  /** To be logged. `p99Ms` is exact to a fifth; `late` are ticks that began more than two intervals after their time. */
  summary() {
    const [p99Ms, worstMs, latestMs] = [this.#p99Ms(), this.#worstMs, this.#latestMs].map((ms) =>
      Number(ms.toFixed(2)),
    );
    return { ticks: this.#ticks, overruns: this.#overruns, late: this.#late, p99Ms, worstMs, latestMs };
  }

  #p99Ms(): number {
    let above = this.#ticks / 100;
    let size = classes - 1;
    while (size > 0 && this.#sizes[size]! <= above) above -= this.#sizes[size--]!;
    return Math.min(smallestMs * 2 ** (size / perOctave), this.#worstMs);
  }
}

export interface TickMeterOptions {
  readonly tickRate: number;
  /** Those of the process, which get every tick as well. */
  readonly all: TickFigures;
  readonly nowMs: () => number;
  /** Some ticks overran or were late: told once a minute at most. */
  readonly onSlow: () => void;
}

export class TickMeter {
  readonly figures = new TickFigures();
  #options: TickMeterOptions;
  #intervalMs: number;
  /** When the next tick should begin; undefined before the first. */
  #dueMs: number | undefined;
  /** How many slow ticks have been told, and when last. */
  #told = 0;
  #toldAtMs = -Infinity;

  constructor(options: TickMeterOptions) {
    this.#options = options;
    this.#intervalMs = 1000 / options.tickRate;
  }

  measure(tick: () => void): void {
    const { all, nowMs } = this.#options;
    const startMs = nowMs();
    tick();
    const endMs = nowMs();
    const tookMs = endMs - startMs;
    const lateMs = Math.max(0, startMs - (this.#dueMs ?? startMs));
    // What a tick took too long makes the next one overdue, but not its timer late.
    this.#dueMs = Math.max(startMs + this.#intervalMs, endMs);
    this.figures.count(tookMs, lateMs, this.#intervalMs);
    all.count(tookMs, lateMs, this.#intervalMs);
    this.#tell(endMs);
  }

  #tell(nowMs: number): void {
    const slow = this.figures.overruns + this.figures.late;
    if (slow === this.#told || nowMs - this.#toldAtMs < warnEveryMs) return;
    this.#told = slow;
    this.#toldAtMs = nowMs;
    this.#options.onSlow();
  }
}
