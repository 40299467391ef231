// Announcing a tournament: who may announce which.

import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client.ts';
import { gameById } from '../../games/index.ts';
import { record } from '../audit.ts';
import { noSuchMode } from '../games.ts';
import { holdPlayers } from '../player-locks.ts';
import type { Role } from '../players.ts';
import { refusable, Refused } from '../refused.ts';
import { loadTournament, type TournamentFormat, type TournamentRow } from './rows.ts';

export interface NewTournament {
  readonly name: string;
  readonly game: string;
  /** The game's default when left out. */
  readonly mode?: string | undefined;
  readonly format: TournamentFormat;
  /** Whether its matches move ratings, where the mode's do. */
  readonly rated: boolean;
  /** Shown in lists; otherwise for whoever has its id. */
  readonly listed: boolean;
  readonly maxEntrants: number;
  /** Of a Swiss; left out, as many as part the field. */
  readonly rounds?: number | undefined;
  /** Of an arena. */
  readonly minutes?: number | undefined;
  /** How long a match waits for its players. */
  readonly waitSeconds: number;
  readonly startsAt: Date;
}

/** What players may announce who are neither developers nor admins. */
const forPlayers = { mostEntrants: 16, mostAtOnce: 3 } as const;

export async function create(
  db: Database,
  wanted: NewTournament,
  creator: { readonly playerId: string; readonly role: Role | undefined },
): Promise<TournamentRow | Refused<'forbidden' | 'tournament-terms'>> {
  const rules = gameById(wanted.game)?.rules;
  const mode = wanted.mode ?? rules?.defaultMode ?? '';
  const settings = rules && Object.hasOwn(rules.modes, mode) ? rules.modes[mode] : undefined;
  if (!settings) return terms(noSuchMode(wanted.game, mode));
  if (settings.seats !== 2) return terms(`matches are of two, and mode ${mode} has ${settings.seats} seats`);
  if (wanted.rounds !== undefined && wanted.format !== 'swiss')
    return terms('rounds: only a Swiss has a number of them');
  if ((wanted.minutes !== undefined) !== (wanted.format === 'arena')) {
    return terms('minutes: an arena has to have them, and nothing else has');
  }
  if (wanted.startsAt <= new Date()) return terms('startsAt: has to be a time to come');
  const id = randomUUID();
  const data = { ...wanted, id, mode, rated: wanted.rated && settings.rated, createdById: creator.playerId };
  const refused = await refusable(db, async (tx) => {
    // One after the other, so that each counts those before it.
    await holdPlayers(tx, [creator.playerId]);
    const tooMuch = await beyondPlayers(tx, wanted, creator.playerId);
    if (tooMuch && creator.role !== 'developer' && creator.role !== 'admin') return tooMuch;
    const { rated, maxEntrants } = await tx.tournament.create({ data });
    const { playerId } = creator;
    if (tooMuch) await record(tx, { playerId }, 'tournament.announce', id, { rated, maxEntrants });
    return undefined;
  });
  return refused ?? (await loadTournament(db.pool, id))!;
}

async function beyondPlayers(
  tx: Transaction,
  { rated, maxEntrants }: NewTournament,
  playerId: string,
): Promise<Refused<'forbidden'> | undefined> {
  const { mostEntrants, mostAtOnce } = forPlayers;
  if (rated || maxEntrants > mostEntrants) {
    return new Refused('forbidden', `Players announce unrated tournaments of up to ${mostEntrants} entrants.`);
  }
  const theirs = await tx.tournament.count({
    where: { createdById: playerId, status: { in: ['open', 'running'] } },
  });
  if (theirs < mostAtOnce) return undefined;
  return new Refused('forbidden', `A player has up to ${mostAtOnce} tournaments at a time.`);
}

const terms = (detail: string): Refused<'tournament-terms'> => new Refused('tournament-terms', detail);
