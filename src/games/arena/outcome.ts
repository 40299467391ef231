// When a match is over, and what that means for its seats.

import type { Outcome } from '../kit/game.ts';
import type { ArenaState, Player } from './state.ts';

type Ending = 'score_limit' | 'time' | 'last_standing';

/** Behind every side that still has someone. */
export const DESERTED = -1;

/** Ends a match whose time is up or in which a side has scored enough. */
export function judge(state: ArenaState, players: readonly Player[]): void {
  if (Math.max(...standings(players)) >= state.scoreLimit) end(state, 'score_limit');
  else if (state.tick >= state.endTick) end(state, 'time');
}

/** Ends a match when no more than one side has anyone left. */
export function judgeLeaving(state: ArenaState): void {
  const sides = standings([...state.players]).filter((kills) => kills !== DESERTED);
  if (sides.length <= 1) end(state, 'last_standing');
}

function end(state: ArenaState, ending: Ending): void {
  state.ending = ending;
}

export function outcome(state: ArenaState): Outcome | undefined {
  if (state.ending === '') return undefined;
  const players = [...state.players];
  const sides = standings(players);
  const ranks = players.map(({ team }) => 1 + sides.filter((kills) => kills > sides[team]!).length);
  return { ranks, reason: state.ending };
}

/** The kills of each side, or that it is deserted. */
export function standings(players: readonly Player[]): number[] {
  const deserted = new Set(players.map(({ team }) => team));
  for (const { team, gone } of players) if (!gone) deserted.delete(team);
  const sides: number[] = [];
  for (const { team, kills } of players) sides[team] = deserted.has(team) ? DESERTED : (sides[team] ?? 0) + kills;
  return sides;
}
