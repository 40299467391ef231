// Ladders as people look after them: a player's history, rebuilding, voiding.

import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { hiddenFrom } from '../access.ts';
import { type Actor, record } from '../audit.ts';
import { bigRowKey, type Page, pageOf, type PageRequest, readCursor } from '../page.ts';
import { Refused } from '../refused.ts';
import { beginRebuild, rebuildFurther } from './rebuild.ts';
import type { Ladder } from './results.ts';

/** One step of a player's rating, and the match that caused it. */
export interface HistoryEntry extends Ladder {
  /** Null where it is private, and not for who asks. */
  readonly matchId: string | null;
  /** Orders the steps. */
  readonly place: string;
  readonly finishedAt: Date;
  readonly before: number;
  readonly after: number;
  readonly deviation: number;
}

export interface HistoryFilter extends PageRequest {
  readonly game?: string | undefined;
  readonly mode?: string | undefined;
  readonly season?: number | undefined;
  /** Who asks; undefined: a stranger. */
  readonly viewerId?: string | undefined;
}

export interface LadderState extends Ladder {
  /** How many results count; about as many as a rebuild has to go through. */
  readonly results: number;
  /** Whether a rebuild is under way. */
  readonly rebuilding: boolean;
}

export type Ladders = ReturnType<typeof openLadders>;

export function openLadders(db: Database) {
  return {
    /** A player's rating steps, newest first; undefined when there is no such player. */
    async history(
      playerId: string,
      filter: HistoryFilter,
    ): Promise<Page<HistoryEntry> | Refused<'bad-cursor'> | undefined> {
      const { game, mode, season, cursor, limit, viewerId } = filter;
      const after = readCursor(cursor, bigRowKey);
      if (after instanceof Refused) return after;
      const { rows } = await db.pool.query<HistoryEntry>(
        // The latest of each of their ladders: among all of a player's those of one may be far apart.
        `SELECT steps.game, steps.mode, steps.season, match_id AS "matchId", steps.place,
                finished_at AS "finishedAt", before, after, steps.deviation
         FROM (
           SELECT latest.* FROM ratings AS own, LATERAL (
             SELECT * FROM rating_changes AS step
             WHERE step.player_id = $1 AND step.game = own.game AND step.mode = own.mode AND step.season = own.season
               AND ($5::bigint IS NULL OR place < $5)
             ORDER BY place DESC LIMIT $6) AS latest
           WHERE own.player_id = $1 AND ($2::text IS NULL OR own.game = $2) AND ($3::text IS NULL OR own.mode = $3)
             AND ($4::int IS NULL OR own.season = $4)
           ORDER BY place DESC LIMIT $6
         ) AS steps JOIN matches ON id = match_id ORDER BY steps.place DESC`,
        [playerId, game, mode, season, after?.[0], limit + 1],
      );
      if (rows.length === 0 && (await db.prisma.player.count({ where: { id: playerId } })) === 0) return undefined;
      const matchIds = rows.map(({ matchId }) => matchId);
      const secret = await hiddenFrom(db, viewerId, matchIds);
      const named = rows.map((row) => (secret.has(row.matchId) ? { ...row, matchId: null } : row));
      return pageOf(named, limit, ({ place }) => [place]);
    },

    async list({ game, mode }: { game?: string | undefined; mode?: string | undefined } = {}): Promise<LadderState[]> {
      const { rows } = await db.pool.query<LadderState>(
        `SELECT game, mode, season, rebuilt_to IS NOT NULL AS rebuilding,
                (SELECT count(DISTINCT match_id)::int FROM rating_changes
                 WHERE rating_changes.game = ladders.game AND rating_changes.mode = ladders.mode
                   AND rating_changes.season = ladders.season) AS results
         FROM ladders WHERE ($1::text IS NULL OR game = $1) AND ($2::text IS NULL OR mode = $2)
         ORDER BY game, mode, season`,
        [game, mode],
      );
      return rows;
    },

    /** Those of which a rebuild is under way. Reads no history: every process asks for them when it starts. */
    rebuilding: (): Promise<Ladder[]> =>
      db.prisma.ladder.findMany({
        where: { rebuiltTo: { not: null } },
        select: { game: true, mode: true, season: true },
      }),

    /** Begins to count a ladder anew, or finds the rebuild under way. */
    beginRebuild: (ladder: Ladder, by: Actor, options?: { restart?: boolean }): Promise<void> =>
      transaction(db.pool, async (tx) => {
        await beginRebuild(tx, ladder, options);
        const { game, mode, season } = ladder;
        await record(tx, by, 'ladder.rebuild', `${game} ${mode} ${season}`, options);
      }),

    /** Forgets what an interrupted rebuild has done. */
    restartRebuild: (ladder: Ladder): Promise<void> =>
      transaction(db.pool, (tx) => beginRebuild(tx, ladder, { restart: true })),

    /** Counts up to 1,000 results; returns how many, or undefined once the ladder is rebuilt. */
    rebuildFurther: (ladder: Ladder): Promise<number | undefined> => rebuildFurther(db, ladder),
  };
}
