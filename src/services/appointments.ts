// Matches that are to be, for certain players in certain seats. Whoever knows that they are due writes them down, in a
// transaction of its own if it likes; a process makes a room for each (src/rooms/keep-appointments.ts), and another one
// does when that process dies, or when the match ends without a result.

import type { Database } from '../db/client.ts';
import { alive } from './ownership.ts';

export interface Appointment {
  readonly id: string;
  readonly game: string;
  readonly mode: string;
  /** In the order of seats. */
  readonly players: readonly string[];
  readonly rated: boolean;
  readonly waitSeconds: number;
}

/** So many rooms are made for one: the first match, and those after a lost process, a bug or a false log. */
const mostRooms = 3;
/** A process that set out to make a room, and has not made it by then, is not waited for. */
const retrySeconds = 5;
/** A room closes when its players have had their time; so long after that, it is gone. */
const graceSeconds = 30;
const batchSize = 20;

/** @param owner see ownership.ts. */
export function openAppointments({ pool }: Database, owner: number) {
  let goneBefore: readonly number[] = [];

  return {
    /**
     * Takes those that need a room now: no other process takes them for some seconds. `dead` are processes that have been
     * found dead; closes what failed too often.
     */
    async takeDue(dead: readonly number[]): Promise<Appointment[]> {
      const { rows } = await pool.query<Appointment>({ name: 'take-appointments', text: takeDue, values: [dead] });
      return rows;
    },

    /** Binds an appointment to a room of this process; false where another one has it, or it is over. */
    async open(id: string, matchId: string): Promise<boolean> {
      const { rowCount } = await pool.query(
        `UPDATE appointments SET match_id = $2, owner = $3, rooms = rooms + 1, opened_at = now()
         WHERE id = $1 AND closed_at IS NULL AND match_id IS NULL`,
        [id, matchId, owner],
      );
      return rowCount === 1;
    },

    /** Whether it is this room in which the match is to be played: a room that was taken for dead has lost it. */
    async isFor(id: string, matchId: string): Promise<boolean> {
      const { rowCount } = await pool.query(
        'SELECT FROM appointments WHERE id = $1 AND match_id = $2 AND closed_at IS NULL',
        [id, matchId],
      );
      return rowCount === 1;
    },

    /** Not everyone has come to this room. */
    async miss(id: string, matchId: string, came: readonly string[]): Promise<void> {
      await pool.query(
        `UPDATE appointments SET closed_at = now(), "end" = 'missed', came = $3
         WHERE id = $1 AND match_id = $2 AND closed_at IS NULL`,
        [id, matchId, came],
      );
    },

    /**
     * Processes that have rooms or matches, and are dead: found so in this look and in the one before, since a live
     * process is without its lock for a moment after PostgreSQL was away. To be called every few seconds.
     */
    async findDead(): Promise<number[]> {
      const { rows } = await pool.query<{ owner: number }>(
        `SELECT owner FROM (
           SELECT owner FROM matches WHERE status = 'running' UNION
           SELECT owner FROM appointments WHERE closed_at IS NULL AND owner IS NOT NULL
         ) AS owners WHERE NOT ${alive('owner')}`,
      );
      const gone = rows.map((row) => row.owner);
      const dead = gone.filter((each) => goneBefore.includes(each));
      goneBefore = gone;
      return dead;
    },
  };
}

/** Its room is gone before the match began, by a dead process or for whatever reason, or the match has no result that stands. */
const lost = `
  match_id IS NOT NULL AND (
    EXISTS (SELECT FROM matches WHERE matches.id = match_id AND (status = 'aborted' OR verified = false))
    OR (NOT EXISTS (SELECT FROM matches WHERE matches.id = match_id)
      AND (owner = ANY($1::int[]) OR opened_at < now() - make_interval(secs => wait_seconds + ${graceSeconds}))))`;

const takeDue = `
  WITH failed AS (
    UPDATE appointments SET closed_at = now(), "end" = 'failed'
    WHERE closed_at IS NULL AND rooms >= ${mostRooms} AND ${lost}
  )
  UPDATE appointments SET tried_at = now(), match_id = NULL, owner = NULL
  WHERE id IN (
    SELECT id FROM appointments
    WHERE closed_at IS NULL AND (tried_at IS NULL OR tried_at < now() - interval '${retrySeconds} seconds')
      AND (match_id IS NULL OR (rooms < ${mostRooms} AND ${lost}))
    ORDER BY created_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
  RETURNING id, game, mode, players, rated, wait_seconds AS "waitSeconds"`;
