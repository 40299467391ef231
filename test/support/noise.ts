// A game that is nothing but a large state, whole another one in every tick: for readers that can't keep up.

import { schema, t } from '@colyseus/schema';
import { z } from 'zod';
import type { Game, MatchState } from '../../src/games/kit/index.ts';

interface Noise extends MatchState {
  cells: number[];
  tail: number[];
  /** Costs little to make, and soon fills the buffers of whoever sends it to a reader that has stopped. */
  ballast: string;
  still: boolean;
}

export const noise: Game<Noise, { type: 'still' }> = {
  title: 'Noise',
  rules: {
    id: 'noise',
    version: 1,
    tickRate: 30,
    modes: { plain: { title: 'Plain', seats: 3, rated: false, graceSeconds: 1 } },
    defaultMode: 'plain',
    reasons: [],
    setup: (make) =>
      make('state', {
        tick: 0,
        cells: Array.from({ length: 3_000 }, () => 0),
        tail: [],
        ballast: '',
        still: false,
      }) as Noise,
    refuse: () => undefined,
    apply: (state) => void (state.still = true),
    step(state) {
      if (state.still) return;
      for (let i = 0; i < 3_000; i++) state.cells[i] = (i * 7919 + state.tick * 104_729) % 1_000_003;
      state.ballast = String(state.tick).padEnd(60_000, '.');
      // Things come and go, so that a reader who misses a patch misses more than values.
      if (state.tail.length > 20) state.tail.splice(0, 10);
      state.tail.push(state.tick);
    },
    leave: () => undefined,
    outcome: () => undefined,
  },
  actions: z.strictObject({ type: z.literal('still') }),
  entities: {
    state: schema(
      { tick: t.uint32(), cells: t.array('uint32'), tail: t.array('uint32'), ballast: t.string(), still: t.boolean() },
      'Noise',
    ),
  },
  bot: () => undefined,
};
