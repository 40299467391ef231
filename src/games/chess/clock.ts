// Chess clocks, counted in ticks. Only the side to move's runs, so the state changes at moves and not at every tick.

import type { ChessState } from './state.ts';

export const hasClock = (state: ChessState): boolean => state.clocks.length > 0;

/** Ticks that the side to move has left now; zero or less means that its flag has fallen. */
export const remaining = (state: ChessState): number => state.clocks[state.turn]! - (state.tick - state.turnTick);

/** Charges the side to move for the time since its clock was started, and starts it anew. */
export function charge(state: ChessState, bonus: number): void {
  if (hasClock(state)) state.clocks[state.turn] = Math.max(0, remaining(state)) + bonus;
  state.turnTick = state.tick;
}
