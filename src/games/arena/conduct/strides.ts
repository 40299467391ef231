// Who got farther in a tick than anyone can walk. The rules themselves never allow it: it shows in logs that carry inputs
// which no server has read, and it would show a fault of the rules.

import type { Observation } from '../../kit/conduct.ts';
import { RUN, WALK } from '../balance.ts';
import type { Memory } from './memory.ts';

export function strides(memory: Memory): Observation[] {
  const { tick, players } = memory.now;
  const before = memory.at(tick - 1);
  const observations: Observation[] = [];
  for (const [seat, { x, y }] of players.entries()) {
    const from = before?.players[seat];
    // Who comes back from death stands elsewhere.
    if (!from?.alive) continue;
    const distance = Math.sqrt((x - from.x) ** 2 + (y - from.y) ** 2);
    const limit = (from.running ? RUN : WALK).straight;
    if (distance > limit) observations.push({ kind: 'overspeed', seat, tick, distance, limit });
  }
  return observations;
}
