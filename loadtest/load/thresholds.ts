// What a load test must keep to for its exit code to be 0.

import type { Figures } from './tally.ts';

export interface Thresholds {
  readonly maxP99Ms: number;
  readonly minActionsPerSecond: number;
  /** In real-time games. */
  readonly minTicksPerSecond: number;
  readonly maxErrors: number;
  readonly maxDisconnects: number;
}

/** One sentence for each threshold that was not kept. */
export function broken(figures: Figures, clientsWanted: number, thresholds: Thresholds): string[] {
  const { clients, inputs, actions, actions_per_second: rate, ticks_per_second: ticks } = figures;
  const { ack_p99_ms: p99, errors, disconnects } = figures;
  const { maxP99Ms, minActionsPerSecond, minTicksPerSecond, maxErrors, maxDisconnects } = thresholds;
  if (actions === 0) return [`nothing was measured: ${clients} of ${clientsWanted} clients were in, and none acted`];
  const checks: [boolean, string][] = [
    [
      p99 > maxP99Ms,
      `99 % of actions were acknowledged within ${p99.toFixed(0)} ms, more than --max-p99-ms ${maxP99Ms}`,
    ],
    [
      rate < minActionsPerSecond,
      `${rate.toFixed(0)} actions a second, less than --min-actions-per-second ${minActionsPerSecond}`,
    ],
    [
      inputs > 0 && ticks < minTicksPerSecond,
      `clients saw ${ticks.toFixed(1)} ticks a second, less than --min-ticks-per-second ${minTicksPerSecond}`,
    ],
    [errors > maxErrors, `${errors} errors, more than --max-errors ${maxErrors}`],
    [disconnects > maxDisconnects, `${disconnects} lost connections, more than --max-disconnects ${maxDisconnects}`],
  ];
  return checks.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence);
}
