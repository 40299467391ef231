// What a room tells a client of its match and of the client's place in it (docs/protocol.md).

import type { Game, Seat } from '../games/kit/index.ts';
import type { LiveMatch } from './live-match.ts';
import type { SeatTable } from './seat-table.ts';

export interface MatchTold {
  readonly matchId: string;
  readonly game: Game;
  readonly mode: string;
  readonly rated: boolean;
  readonly match: Pick<LiveMatch, 'phase' | 'state'>;
  readonly seats: SeatTable;
}

export function matchMessage({ matchId, game, mode, rated, match, seats }: MatchTold, seat: Seat | undefined) {
  const { id, version, tickRate } = game.rules;
  const [{ phase }, { tick }] = [match, match.state];
  const players = seats.sitters.map(({ playerId, name, bot, connected }) => ({ playerId, name, bot, connected }));
  return { matchId, game: id, mode, rated, rules: version, tickRate, phase, tick, seat: seat ?? null, seats: players };
}
