// How a load test's figures are shown: a table for people, one flat object for programs.

import type { Figures } from './tally.ts';

/** Said of real-time games only. */
const realTime: ReadonlySet<string> = new Set(['inputs', 'ticks_per_second']);

const labels: Record<keyof Figures, string> = {
  clients: 'clients connected',
  matches: 'matches finished',
  inputs: 'inputs sent',
  actions: 'actions acknowledged',
  actions_per_second: 'actions a second',
  ack_p50_ms: 'acknowledged after, p50',
  ack_p95_ms: 'p95',
  ack_p99_ms: 'p99',
  patches: 'patches received',
  ticks_per_second: 'ticks a second, as seen',
  refused: 'refused',
  errors: 'errors',
  disconnects: 'lost connections',
  runner_busy_percent: "the runner's own load",
};

export function printTable(title: string, figures: Figures, say: (line: string) => void): void {
  say(`\n${title}`);
  for (const [name, label] of Object.entries(labels)) {
    if (figures.inputs === 0 && realTime.has(name)) continue;
    const value = figures[name as keyof Figures];
    say(`  ${label.padEnd(26)}${format(name, value).padStart(12)}`);
  }
  if (figures.runner_busy_percent > 90)
    say('  ! the runner itself was the bottleneck: the server could have done more');
}

function format(name: string, value: number): string {
  if (name.endsWith('_ms')) return `${value.toFixed(1)} ms`;
  if (name.endsWith('_percent')) return `${value.toFixed(0)} %`;
  return value.toFixed(name === 'ticks_per_second' ? 1 : 0);
}

/** `{ chess_actions_per_second: 812, … }` */
export function namedFigures(results: ReadonlyMap<string, Figures>): Record<string, number> {
  return Object.fromEntries(
    [...results].flatMap(([room, figures]) =>
      Object.entries(figures).map(([name, value]) => [`${room}_${name}`, Math.round(value * 100) / 100]),
    ),
  );
}
