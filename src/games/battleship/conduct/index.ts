// How seats play battleship, for the detectors of cheating: who knows the other's fleet does not miss.

import type { Conduct, Observation } from '../../kit/conduct.ts';
import { CELLS, HIT, NOT_FIRED_AT } from '../fleet.ts';
import type { BattleshipState } from '../state.ts';

export const conduct: Conduct<BattleshipState> = {
  keys: [],

  observe(first) {
    const known = shotsOf(first);
    return {
      see(state): readonly Observation[] {
        const { tick } = state;
        const observations: Observation[] = [];
        for (const [at, shots] of shotsOf(state).entries()) {
          for (let cell = 0; cell < CELLS; cell++) {
            if (shots[cell] === known[at]![cell]) continue;
            const seat = 1 - at;
            if (known[at]![cell] === NOT_FIRED_AT) observations.push({ kind: 'shot', seat, tick });
            if (shots[cell] === HIT) observations.push({ kind: 'hit', seat, tick });
          }
          known[at] = shots;
        }
        return observations;
      },
    };
  },
};

const shotsOf = ({ waters }: BattleshipState): number[][] => [...waters].map(({ shots }) => [...shots]);
