// How the house is, for who looks after it: its processes, and what waits to be done.

import type { Database } from '../db/client.ts';
import { ownershipLockClass } from './ownership.ts';

export interface Status {
  readonly processes: readonly { readonly id: number; readonly runningMatches: number }[];
  /** Finished matches that are owed results, and since when the first of them is. */
  readonly owed: { readonly matches: number; readonly since: Date | null };
  readonly deadLetters: number;
  readonly openCases: number;
  readonly players: number;
  readonly databaseBytes: number;
}

export function openStatus({ pool }: Database) {
  return {
    async now(): Promise<Status> {
      const [processes, counts] = await Promise.all([
        pool.query<{ id: number; runningMatches: number }>(
          `SELECT objid::int AS id, (SELECT count(*)::int FROM matches WHERE owner = objid::int AND status = 'running')
                    AS "runningMatches"
           FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY id`,
          [ownershipLockClass],
        ),
        pool.query<Record<'owed' | 'dead' | 'cases' | 'players' | 'bytes', number> & { since: Date | null }>(
          `SELECT (SELECT count(*)::int FROM outbox) AS owed, (SELECT min(created_at) FROM outbox) AS since,
                  (SELECT count(*)::int FROM dead_letters) AS dead,
                  (SELECT count(*)::int FROM cases WHERE status = 'open') AS cases,
                  (SELECT count(*)::int FROM players WHERE deleted_at IS NULL AND NOT bot) AS players,
                  pg_database_size(current_database())::float8 AS bytes`,
        ),
      ]);
      const { owed, since, dead, cases, players, bytes } = counts.rows[0]!;
      const waiting = { matches: owed, since };
      return {
        processes: processes.rows,
        owed: waiting,
        deadLetters: dead,
        openCases: cases,
        players,
        databaseBytes: bytes,
      };
    },
  };
}
