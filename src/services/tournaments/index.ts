// Tournaments as players and their makers deal with them (docs/tournaments.md); drive.ts takes them on.

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { hiddenFrom } from '../access.ts';
import type { Standing } from '../../tournaments/kit.ts';
import { type Page, pageOf, type PageRequest, readCursor, timeKey } from '../page.ts';
import type { Players } from '../players.ts';
import type { Pushes } from '../pushes.ts';
import { Refused } from '../refused.ts';
import { cancelBy } from './cancel.ts';
import { create, type NewTournament } from './create.ts';
import { join, withdraw } from './entries.ts';
import {
  formats,
  loadState,
  loadTournament,
  tournamentColumns,
  type TournamentRow,
  type TournamentStatus,
} from './rows.ts';

export interface TournamentFilter extends PageRequest {
  readonly game?: string | undefined;
  readonly status?: TournamentStatus | undefined;
}

export interface NamedStanding extends Standing {
  readonly player: { readonly id: string; readonly name: string };
  readonly withdrawn: boolean;
}

/** A pairing as people look at it. */
export interface TournamentMatch {
  readonly round: number;
  readonly board: number;
  readonly players: readonly { readonly id: string; readonly name: string }[];
  readonly result: string | null;
  /** 1, ½ or 0 for each of the players; null while it is open. */
  readonly points: readonly number[] | null;
  /** Of the room in which it is or was played; null while there is none, and where it is private, and not for who asks. */
  readonly matchId: string | null;
}

export interface PairingFilter extends PageRequest {
  readonly round?: number | undefined;
  /** Who asks; undefined: a stranger. */
  readonly viewerId?: string | undefined;
}

const startKey = z.tuple([timeKey, z.uuid()]);
const pairingKey = z.tuple([z.int32(), z.int32()]);

export function openTournaments(db: Database, { players, pushes }: { players: Players; pushes: Pushes }) {
  const { pool } = db;

  return {
    async create(
      wanted: NewTournament,
      playerId: string,
    ): Promise<TournamentRow | Refused<'forbidden' | 'tournament-terms'>> {
      return create(db, wanted, { playerId, role: await players.role(playerId) });
    },

    get: (id: string): Promise<TournamentRow | undefined> => loadTournament(pool, id),

    /** The listed ones, the latest to start first. */
    async list({
      game,
      status,
      cursor,
      limit,
    }: TournamentFilter): Promise<Page<TournamentRow> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, startKey);
      if (after instanceof Refused) return after;
      const { rows } = await pool.query<TournamentRow>(
        `SELECT ${tournamentColumns} FROM tournaments
         WHERE listed AND ($1::text IS NULL OR game = $1) AND ($2::text IS NULL OR status::text = $2)
           AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4::uuid))
         ORDER BY starts_at DESC, id DESC LIMIT $5`,
        [game, status, after?.[0], after?.[1], limit + 1],
      );
      return pageOf(rows, limit, ({ startsAt, id }) => [startsAt.toISOString(), id]);
    },

    async cancel(
      id: string,
      playerId: string,
    ): Promise<undefined | Refused<'forbidden' | 'not-found' | 'tournament-closed'>> {
      const tell = await cancelBy(db, id, { playerId, role: await players.role(playerId) });
      if (tell instanceof Refused) return tell;
      tell(pushes);
    },

    join: (id: string, playerId: string) => join(db, id, playerId),
    withdraw: (id: string, playerId: string) => withdraw(db, id, playerId),

    /** Best first; undefined when there is no such tournament. */
    async standings(id: string): Promise<NamedStanding[] | undefined> {
      const tournament = await loadTournament(pool, id);
      if (!tournament) return undefined;
      const state = await loadState(pool, tournament);
      const standings = formats[tournament.format].standings(state);
      const ids = standings.map(({ playerId }) => playerId);
      const named = await db.prisma.player.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
      const byId = new Map(named.map((player) => [player.id, player]));
      const gone = new Set(state.entrants.filter(({ withdrawn }) => withdrawn).map((entrant) => entrant.id));
      return standings.map((standing) => ({
        ...standing,
        player: byId.get(standing.playerId)!,
        withdrawn: gone.has(standing.playerId),
      }));
    },

    /** All pairings, or a round's, in their order; undefined when there is no such tournament. */
    async matches(
      id: string,
      { round, viewerId, cursor, limit }: PairingFilter,
    ): Promise<Page<TournamentMatch> | Refused<'bad-cursor'> | undefined> {
      const after = readCursor(cursor, pairingKey);
      if (after instanceof Refused) return after;
      if (!(await loadTournament(pool, id))) return undefined;
      const [lastRound, lastBoard] = after ?? [0, 0];
      const pairings = await db.prisma.tournamentPairing.findMany({
        where: {
          tournamentId: id,
          ...(round !== undefined && { round }),
          OR: [{ round: { gt: lastRound } }, { round: lastRound, board: { gt: lastBoard } }],
        },
        orderBy: [{ round: 'asc' }, { board: 'asc' }],
        take: limit + 1,
        include: { first: named, second: named, appointment: { select: { matchId: true } } },
      });
      const matchIds = pairings.map(({ appointment }) => appointment?.matchId ?? null);
      const secret = await hiddenFrom(db, viewerId, matchIds);
      const shown = pairings.map(({ first, second, result, firstHalves, secondHalves, ...where }, i) => ({
        round: where.round,
        board: where.board,
        players: second ? [first, second] : [first],
        result,
        points: result && [firstHalves!, ...(second ? [secondHalves!] : [])].map((halves) => halves / 2),
        matchId: secret.has(matchIds[i]!) ? null : matchIds[i]!,
      }));
      return pageOf(shown, limit, ({ round, board }) => [round, board]);
    },

    /** Tells the players of an appointment that there is a room for it, if it is a tournament's. */
    async call(appointmentId: string): Promise<void> {
      const pairing = await db.prisma.tournamentPairing.findUnique({
        where: { appointmentId },
        include: { first: named, second: named, appointment: true, tournament: true },
      });
      if (!pairing?.second || !pairing.appointment?.matchId || !pairing.appointment.openedAt) return;
      const { first, second, appointment, tournament, round } = pairing;
      const joinBy = new Date(appointment.openedAt!.getTime() + appointment.waitSeconds * 1000).toISOString();
      const told = { tournamentId: tournament.id, round, game: tournament.game, roomId: appointment.matchId!, joinBy };
      pushes.send([first.id], { type: 'tournament.round', ...told, seat: 0, opponent: second });
      pushes.send([second.id], { type: 'tournament.round', ...told, seat: 1, opponent: first });
    },
  };
}

const named = { select: { id: true, name: true } } as const;
