// Counts what a load test's clients do; latencies go into an HDR histogram, so that a long run costs no memory.

import { createHistogram, type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { ClientMeter } from './keep-playing.ts';

/** Named figures of one room's run. */
export interface Figures {
  readonly clients: number;
  readonly matches: number;
  /** Sent in real-time games; there an action is one of them whose result has come back. */
  readonly inputs: number;
  readonly actions: number;
  readonly actions_per_second: number;
  readonly ack_p50_ms: number;
  readonly ack_p95_ms: number;
  readonly ack_p99_ms: number;
  readonly patches: number;
  /** What a client in a match has seen of the game's time, per second. */
  readonly ticks_per_second: number;
  readonly refused: number;
  readonly errors: number;
  readonly disconnects: number;
  /** How busy the process of the clients was: near 100, the latencies are its own. */
  readonly runner_busy_percent: number;
}

export class Tally implements ClientMeter {
  /** Clients that have been in a room. */
  clients = 0;
  errors = 0;
  /** What went wrong, by its text, with how often. */
  readonly complaints = new Map<string, number>();
  #matches = 0;
  #inputs = 0;
  #patches = 0;
  #ticks = 0;
  #refused = 0;
  #disconnects = 0;
  #latencyUs = createHistogram();
  #startMs = performance.now();
  #loop: EventLoopUtilization = performance.eventLoopUtilization();

  /** Forgets what was measured so far; errors are kept, whenever they happened. */
  begin(): void {
    this.#matches = 0;
    this.#inputs = 0;
    this.#patches = 0;
    this.#ticks = 0;
    this.#latencyUs.reset();
    this.#startMs = performance.now();
    this.#loop = performance.eventLoopUtilization();
  }

  arrived(): void {
    this.clients += 1;
  }

  disconnected(): void {
    this.#disconnects += 1;
  }

  matchFinished(): void {
    this.#matches += 1;
  }

  sent(): void {
    this.#inputs += 1;
  }

  patched(ticks: number): void {
    this.#patches += 1;
    this.#ticks += ticks;
  }

  acted(milliseconds: number): void {
    this.#latencyUs.record(Math.max(1, Math.round(milliseconds * 1_000)));
  }

  refused(reason: string): void {
    this.#refused += 1;
    this.#complain(`refused: ${reason}`);
  }

  failed(error: unknown): void {
    this.errors += 1;
    this.#complain(error instanceof Error ? error.message : String(error));
  }

  figures(): Figures {
    const actions = this.#latencyUs.count;
    const seconds = (performance.now() - this.#startMs) / 1_000;
    const percentileMs = (percent: number): number => (actions === 0 ? 0 : this.#latencyUs.percentile(percent) / 1_000);
    return {
      clients: this.clients,
      matches: this.#matches,
      inputs: this.#inputs,
      actions,
      actions_per_second: actions / seconds,
      ack_p50_ms: percentileMs(50),
      ack_p95_ms: percentileMs(95),
      ack_p99_ms: percentileMs(99),
      patches: this.#patches,
      ticks_per_second: this.clients === 0 ? 0 : this.#ticks / this.clients / seconds,
      refused: this.#refused,
      errors: this.errors,
      disconnects: this.#disconnects,
      runner_busy_percent: 100 * performance.eventLoopUtilization(this.#loop).utilization,
    };
  }

  #complain(text: string): void {
    this.complaints.set(text, (this.complaints.get(text) ?? 0) + 1);
  }
}
