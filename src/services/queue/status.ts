// How a player stands with the queue; where a match is found, with a seat in it.

import type { Database } from '../../db/client.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import { Refused } from '../refused.ts';
import type { Rooms, SeatReservation } from '../rooms.ts';
import { estimateWait } from './figures.ts';
import { readPlace } from './places.ts';

export type QueueStatus =
  | { readonly state: 'idle' }
  | {
      readonly state: 'waiting';
      readonly game: string;
      readonly modes: readonly string[];
      readonly regions: Readonly<Record<string, number>>;
      readonly waitedSeconds: number;
      /** What a wait was like lately; null where nobody was matched. */
      readonly estimateSeconds: number | null;
      /** How many players wait for this game. */
      readonly waiting: number;
    }
  | {
      readonly state: 'found';
      readonly game: string;
      readonly mode: string;
      readonly region: string;
      readonly matchId: string;
      readonly seat: SeatReservation;
    }
  | {
      /** In the seat of the match that was found, in which others are waited for. */
      readonly state: 'playing';
      readonly game: string;
      readonly mode: string;
      readonly region: string;
      readonly matchId: string;
    };

/** Colyseus keeps a reserved seat for 15 seconds. */
const seatSeconds = 10;

/** Notes that the player was heard of, too. */
export async function readStatus(
  db: Database,
  rooms: Rooms,
  identity: Identity,
  holder: string | undefined,
): Promise<QueueStatus> {
  const place = await readPlace(db, identity.playerId, holder);
  if (!place) return { state: 'idle' };
  const { game, modes, regions, waitedSeconds, waiting, found, seated } = place;
  if (found && seated) return { state: 'playing', game, ...found };
  const seat = found && ((place.seat as SeatReservation | null) ?? (await reserve(db, rooms, found.matchId, identity)));
  if (seat && !(seat instanceof Refused)) return { state: 'found', game, ...found, seat };
  const estimateSeconds = await estimateWait(db, game, modes);
  return { state: 'waiting', game, modes, regions, waitedSeconds, estimateSeconds, waiting };
}

/** Written down until it is about to run out, so that who asks often does not take seat after seat. */
async function reserve(
  { pool }: Database,
  rooms: Rooms,
  matchId: string,
  identity: Identity,
): Promise<SeatReservation | Refused<'not-found' | 'room-closed' | 'wrong-options'>> {
  const seat = await rooms.join(matchId, {}, identity);
  if (seat instanceof Refused) return seat;
  await pool.query(
    'UPDATE queued_players SET seat = $2, seat_until = now() + make_interval(secs => $3) WHERE player_id = $1',
    [identity.playerId, JSON.stringify(seat), seatSeconds],
  );
  return seat;
}
