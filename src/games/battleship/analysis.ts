// What can be told of a battleship match while it runs: only what both players see. Places are cells of the waters that
// were fired at.

import { type Analysis, type GameEvent, NOTHING, type Observer, type Point } from '../kit/analysis.ts';
import { chancesOf, sharesOf } from '../kit/chances.ts';
import type { Seat } from '../kit/game.ts';
import { type Cell, cellsOf, FLEET, HIT, NOWHERE, SIDE } from './fleet.ts';
import { NOBODY, rules } from './rules.ts';
import type { BattleshipState, Waters } from './state.ts';

const shipNames = ['carrier', 'battleship', 'cruiser', 'submarine', 'destroyer'] as const;
const FLEET_CELLS = FLEET.reduce((sum: number, length) => sum + length, 0);

export const analysis: Analysis<BattleshipState> = {
  kinds: ['placed', 'shot', 'hit', 'sunk', 'end'],
  field: () => ({ width: SIDE, height: SIDE }),
  observe: (state) => new BattleshipObserver(state),
  evaluate(state) {
    const { ranks } = rules.outcome(state) ?? {};
    if (ranks) return chancesOf(ranks);
    // Who has more left afloat than the other wins the more surely, the less that is.
    return sharesOf(Array.from(state.waters, (waters) => (FLEET_CELLS - hits(waters)) ** 2));
  },
};

function hits({ shots }: Waters): number {
  let count = 0;
  for (const shot of shots) if (shot === HIT) count++;
  return count;
}

/** What was known of one seat's waters. */
interface Known {
  ready: boolean;
  readonly shots: Uint8Array;
  readonly sunk: Uint8Array;
}

class BattleshipObserver implements Observer<BattleshipState> {
  readonly #known: readonly Known[];
  #turn: Seat;
  #turnTick: number;
  #over: boolean;

  constructor({ waters, turn, turnTick, ending }: BattleshipState) {
    this.#known = Array.from(waters, ({ ready, shots, shown }) => ({
      ready,
      shots: Uint8Array.from(shots),
      sunk: Uint8Array.from(shown, (berth) => (berth === NOWHERE ? 0 : 1)),
    }));
    this.#turn = turn;
    this.#turnTick = turnTick;
    this.#over = ending !== '';
  }

  see(state: BattleshipState): readonly GameEvent[] {
    const { tick, turn, turnTick, winner, ending } = state;
    const ends = ending !== '' && !this.#over;
    // Once the fleets are placed, every shot passes the turn on or ends the match.
    const sameTurn = turn === this.#turn && turnTick === this.#turnTick;
    if (turn !== NOBODY && sameTurn && !ends) return NOTHING;
    const events: GameEvent[] = [];
    let target = 0;
    for (const waters of state.waters) compare(events, tick, target, waters, this.#known[target++]!);
    if (ends) events.push({ tick, kind: 'end', seat: winner, what: ending });
    this.#turn = turn;
    this.#turnTick = turnTick;
    this.#over ||= ends;
    return events.length > 0 ? events : NOTHING;
  }
}

/** Tells what is new in one seat's waters, and notes it as known. */
function compare(events: GameEvent[], tick: number, target: Seat, { ready, shots, shown }: Waters, known: Known): void {
  const seat = 1 - target;
  if (ready && !known.ready) events.push({ tick, kind: 'placed', seat: target });
  known.ready = ready;
  let last: Cell = 0;
  let cell = 0;
  for (const shot of shots) {
    if (shot !== known.shots[cell]) {
      const at = placeOf(cell);
      events.push({ tick, kind: 'shot', seat, target, at });
      if (shot === HIT) events.push({ tick, kind: 'hit', seat, target, at });
      known.shots[cell] = shot;
      last = cell;
    }
    cell++;
  }
  let ship = 0;
  for (const berth of shown) {
    // The end of a match shows what is still afloat, too.
    const sunk = berth !== NOWHERE && cellsOf(berth, FLEET[ship]!)!.every((cell) => known.shots[cell] === HIT);
    if (sunk && known.sunk[ship] === 0) {
      events.push({ tick, kind: 'sunk', seat, target, at: placeOf(last), what: shipNames[ship]! });
      known.sunk[ship] = 1;
    }
    ship++;
  }
}

const placeOf = (cell: Cell): Point => ({ x: cell % SIDE, y: Math.floor(cell / SIDE) });
