// A game small enough to write its logs by hand: seats take one or two of five pebbles in turn, and who takes the last wins.

import type { Game, MatchState, Rules } from '../../../src/games/kit/game.ts';

interface PileState extends MatchState {
  pebbles: number;
  turn: number;
  winner: number;
}

const rules: Rules<PileState, number> = {
  id: 'pile',
  version: 3,
  tickRate: 10,
  modes: { usual: { title: 'Usual', seats: 2, rated: false, graceSeconds: 1 } },
  defaultMode: 'usual',
  reasons: ['not_your_turn', 'too_many'],
  setup: (make) => make('state', { tick: 0, pebbles: 5, turn: 0, winner: -1 }) as PileState,
  refuse(state, seat, taken) {
    if (state.turn !== seat) return 'not_your_turn';
    return taken > Math.min(2, state.pebbles) ? 'too_many' : undefined;
  },
  apply(state, seat, taken) {
    state.pebbles -= taken;
    state.turn = 1 - seat;
    if (state.pebbles === 0) state.winner = seat;
  },
  /** Whoever thinks for ten seconds has lost. */
  step(state) {
    if (state.tick === 100) state.winner = 1 - state.turn;
  },
  leave(state, seat) {
    state.winner = 1 - seat;
  },
  outcome: ({ winner }) => (winner < 0 ? undefined : { ranks: winner === 0 ? [1, 2] : [2, 1], reason: 'pile' }),
};

export const pile: Game = {
  title: 'Pile',
  rules: rules as Rules,
  actions: {
    safeParse: (value) =>
      Number.isInteger(value)
        ? { success: true, data: value }
        : { success: false, error: { issues: [{ message: 'a number of pebbles' }] } },
  },
  entities: {},
  bot: (state) => Math.min(2, (state as PileState).pebbles),
};
