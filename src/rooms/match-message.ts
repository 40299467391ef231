// What a room tells a client of its match and of the client's place in it (docs/protocol.md).

import type { Seat } from '../games/kit/index.ts';
import type { LiveMatch } from './live-match.ts';
import type { WatchedLog } from './watch/log-follower.ts';
import type { SeatTable } from './seat-table.ts';

export function matchMessage({ terms, phase, state }: LiveMatch, { sitters }: SeatTable, seat: Seat | undefined) {
  const { id: game, version: rules, tickRate } = terms.game.rules;
  const { matchId, mode, rated } = terms;
  const seats = sitters.map(({ playerId, name, bot, connected }) => ({ playerId, name, bot, connected }));
  return { matchId, game, mode, rated, rules, tickRate, phase, tick: state.tick, seat: seat ?? null, seats };
}

export function watchMessage({ match, header }: WatchedLog, over: boolean, tick: number) {
  const { id: matchId, game, mode, rated } = match;
  const { rules, tickRate } = header;
  const seats = match.seats.map(({ player: { id: playerId, name, bot } }) => ({ playerId, name, bot }));
  return { matchId, game, mode, rated, rules, tickRate, phase: over ? 'over' : 'live', tick, seat: null, seats };
}
