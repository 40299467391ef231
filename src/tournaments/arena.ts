// Whoever is free plays, against someone of about as many points, until the time is up. A win is worth 2, a draw 1; after
// two wins in a row both are doubled, until a game is not won.

import {
  type Edge,
  type Entrant,
  type Format,
  isGame,
  isOpen,
  type Matching,
  opponentOf,
  pairingsOf,
  pointsOf,
  tally,
} from './kit.ts';
import type { Pairing, TournamentState } from './kit.ts';
import { rank } from './rank.ts';
import { seated, seatWish } from './seats.ts';

const winsToDouble = 2;

export const arena = (matching: Matching): Format => ({
  pairings(state) {
    if (state.timeIsUp === true) return state.pairings.some(isOpen) ? 'waiting' : 'over';
    const free = freeEntrants(state);
    const mates = matching(free.length, edges(state, free));
    const pairs = free.flatMap((entrant, at) => {
      const mate = free[mates[at] ?? -1];
      if (!mate || mate.place < entrant.place) return [];
      return [{ players: seated(entrant, mate), result: undefined }];
    });
    return pairs.length > 0 ? pairs : 'waiting';
  },

  standings: (state) =>
    rank(state, (id) => arenaPoints(pairingsOf(state, id), id), [
      { name: 'wins', value: (id) => tally(state, id).wins },
      { name: 'fewest-games', value: (id) => -pairingsOf(state, id).filter(isGame).length },
    ]),
});

/** What a player's pairings, in their order, have brought. */
export function arenaPoints(pairings: readonly Pairing[], playerId: string): number {
  let total = 0;
  let streak = 0;
  for (const pairing of pairings.filter(isGame)) {
    const points = pointsOf(pairing, playerId);
    total += 2 * points * (streak >= winsToDouble ? 2 : 1);
    streak = points === 1 ? streak + 1 : 0;
  }
  return total;
}

/** Who plays nobody now, best first. */
function freeEntrants(state: TournamentState) {
  const free = state.entrants.filter(({ id, withdrawn }) => !withdrawn && !pairingsOf(state, id).some(isOpen));
  return free
    .map((entrant) => {
      const own = pairingsOf(state, entrant.id);
      const latest = own.at(-1);
      const lastOpponent = latest && opponentOf(latest, entrant.id);
      return { ...entrant, points: arenaPoints(own, entrant.id), lastOpponent, wish: seatWish(state, entrant.id) };
    })
    .toSorted((one, other) => other.points - one.points || one.seed - other.seed)
    .map((entrant, place) => ({ ...entrant, place }));
}

/** Nobody meets the same one twice in a row, unless there are only these two. */
function edges(
  state: TournamentState,
  free: readonly (Entrant & { place: number; lastOpponent?: string | undefined })[],
) {
  const alone = state.entrants.filter(({ withdrawn }) => !withdrawn).length <= 2;
  return free.flatMap((one) =>
    free.slice(one.place + 1).flatMap((other): Edge[] => {
      const again = one.lastOpponent === other.id || other.lastOpponent === one.id;
      return again && !alone ? [] : [[one.place, other.place, -((other.place - one.place) ** 2)]];
    }),
  );
}
