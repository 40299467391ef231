// People who cheat at games that have turns, each in one way.

import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import { CELLS, cellsOf, FLEET, NOT_FIRED_AT, SIDE } from '../../../src/games/battleship/fleet.ts';
import type { Game } from '../../../src/games/kit/index.ts';
import { notAllowed, type TurnPlayer } from '../people/turns.ts';

type Cheat = (person: TurnPlayer) => TurnPlayer;

/** A program that moves as soon as it can. */
export const instant: Cheat = (person) => ({ ...person, think: () => 1 });

/** A program that takes the same time for every move, so as not to seem one. */
export const metronome: Cheat = (person) => ({ ...person, think: () => 13 });

/** Tries ten times for each move what the rules forbid. */
export const prober =
  (game: Game): Cheat =>
  (person) => ({ ...person, slip: () => Array.from({ length: 10 }, () => notAllowed(game)) });

/** Knows where the other's ships lie. */
export const seer: Cheat = (person) => ({
  ...person,
  act(state, seat) {
    const { waters } = state as BattleshipState;
    const { ships, shots } = waters[1 - seat]!;
    if (!waters[seat]!.ready || ships.length === 0) return person.act(state, seat);
    const afloat = new Set(ships.flatMap((berth, ship) => cellsOf(berth, FLEET[ship]!)!));
    const cell = Array.from({ length: CELLS }, (_, at) => at).find(
      (at) => afloat.has(at) && shots[at] === NOT_FIRED_AT,
    )!;
    return { type: 'fire', x: cell % SIDE, y: Math.floor(cell / SIDE) };
  },
});

/** Gives its matches away: resigns at its third move. */
export function loser(person: TurnPlayer): TurnPlayer {
  let moves = 0;
  return {
    ...person,
    think: () => 5,
    act: (state, seat) => (++moves > 2 ? { type: 'resign' } : person.act(state, seat)),
  };
}
