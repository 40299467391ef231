// How seats play the arena, for the detectors of cheating: how far they get in a tick, how they aim, what they hit, and
// how soon they pull the trigger.

import type { Conduct, Observation } from '../../kit/conduct.ts';
import type { ArenaState } from '../state.ts';
import { worldOf } from '../world.ts';
import { Marksmen } from './marksmen.ts';
import { Memory } from './memory.ts';
import { strides } from './strides.ts';
import { Triggers } from './triggers.ts';

export const conduct: Conduct<ArenaState> = {
  keys: ['moveX', 'moveY', 'fire'],

  observe(state) {
    const memory = new Memory(state);
    const marksmen = new Marksmen(memory);
    const triggers = new Triggers(memory);
    return {
      see(state, inputs): readonly Observation[] {
        // Leaving and joining take no time.
        if (state.tick === memory.now.tick) return [];
        memory.add(state, inputs);
        const world = worldOf(state);
        return [...strides(memory), ...marksmen.see(world), ...triggers.see(world)];
      },
    };
  },
};
