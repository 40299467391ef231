// The queue: one for each game, whatever the process. Its places are rows in PostgreSQL, so that none is lost with a
// process, and each player has one (docs/matchmaking.md).

import type { Database } from '../../db/client.ts';
import { gameById as registered } from '../../games/index.ts';
import type { Game } from '../../games/kit/index.ts';
import type { Made } from '../../matchmaking/entry.ts';
import { queueModesOf } from '../../matchmaking/modes.ts';
import { largestParty, type QueueMode } from '../../matchmaking/terms.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import type { Funnel } from '../funnel.ts';
import type { Parties } from '../parties.ts';
import type { Presences } from '../presences.ts';
import type { Pushes } from '../pushes.ts';
import { noSuchMode } from '../games.ts';
import { Refused } from '../refused.ts';
import type { Regions } from '../regions.ts';
import type { Rooms } from '../rooms.ts';
import { readFigures, readLengths } from './figures.ts';
import { type Begun, noteBegun, noteFound, noteMissed } from './found.ts';
import { leavePlace, letGoOfPlace, noteSeated, noteSeen, overHttp, readPlace, takePlace } from './places.ts';
import type { QueueRequest } from './request.ts';
import { gamesQueuedFor, pairRound, unplace } from './round.ts';
import { type QueueStatus, readStatus } from './status.ts';

export interface QueueParts {
  readonly funnel: Funnel;
  readonly parties: Parties;
  readonly presences: Presences;
  readonly pushes: Pushes;
  readonly regions: Regions;
  readonly rooms: Rooms;
  readonly gameById?: ((id: string) => Game | undefined) | undefined;
}

export type Queue = ReturnType<typeof openQueue>;

export function openQueue(db: Database, parts: QueueParts) {
  const { funnel, parties, presences, pushes, regions, rooms, gameById = registered } = parts;
  const modesOf = (game: string): QueueMode[] => {
    const found = gameById(game);
    return found ? queueModesOf(found.rules) : [];
  };
  const status = (identity: Identity, holder?: string): Promise<QueueStatus> => readStatus(db, rooms, identity, holder);

  /** Those of the request; in a quick match, all in which so many may play together. */
  function modesFor({ game, modes: wanted }: QueueRequest, players: number): QueueMode[] | Refused<'not-found'> {
    const all = modesOf(game);
    if (wanted === 'any') {
      const fitting = all.filter((mode) => largestParty(mode) >= players);
      return fitting.length > 0 ? fitting : all;
    }
    const ids = wanted ?? [gameById(game)?.rules.defaultMode ?? ''];
    const unknown = ids.find((id) => !all.some((mode) => mode.id === id));
    if (unknown !== undefined) return new Refused('not-found', noSuchMode(game, unknown));
    return all.filter(({ id }) => ids.includes(id));
  }

  const countBegun = (begun: readonly Begun[]): void => {
    for (const { cohort, people } of begun) funnel.count('matched', cohort, people);
  };

  async function makeMatch(game: string, made: Made): Promise<void> {
    const { mode, region } = made;
    const { comeSeconds } = modesOf(game).find(({ id }) => id === mode)!.terms;
    const seats = made.seats.map((playerId) => playerId ?? null);
    try {
      await noteFound(db, pushes, game, await rooms.createFor({ game, mode, region, seats, comeSeconds }), made);
    } catch (error) {
      await unplace(db, made);
      throw error;
    }
  }

  /** Those of one game. Returns why some of them were not. */
  async function makeMatches(game: string): Promise<unknown[]> {
    const modes = modesOf(game);
    if (modes.length === 0) return [];
    const { made, begun } = await pairRound(db, game, modes);
    countBegun(begun);
    const tried = await Promise.allSettled(made.map((each) => makeMatch(game, each)));
    return tried.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  }

  return {
    /** `holder`: the queue room that asks, and holds the place with that. */
    status,

    /** Takes a place. Who has one for this game already keeps it, on the terms on which it was taken. */
    async enter(
      identity: Identity,
      request: QueueRequest,
      holder = overHttp,
    ): Promise<
      QueueStatus | Refused<'already-queued' | 'banned' | 'forbidden' | 'not-found' | 'not-together' | 'unknown-region'>
    > {
      const trips = await regions.tripsFor(identity.playerId, request.regions);
      if (trips instanceof Refused) return trips;
      const players = request.party ? await parties.membersFor(identity.playerId) : [identity.playerId];
      if (players instanceof Refused) return players;
      const modes = modesFor(request, players.length);
      if (modes instanceof Refused) return modes;
      // Not as the holder: of a place for another game this one is none.
      const isThere = async (): Promise<boolean> =>
        (await readPlace(db, identity.playerId, undefined))?.game === request.game;
      if (await isThere()) return status(identity, holder);
      const taken = await takePlace(db, players, { by: identity.playerId, request, modes, regions: trips });
      // Another connection of the player may have taken it meanwhile.
      if (taken instanceof Refused) return (await isThere()) ? status(identity, holder) : taken;
      funnel.count('queued', taken, players.length);
      presences.queueing(players);
      return status(identity, holder);
    },

    /** False where there was none to leave. Also where a match is found, whose others then wait in vain. */
    async leave(playerId: string): Promise<boolean> {
      const left = await leavePlace(db, playerId);
      presences.queueing([playerId]);
      return left;
    },

    /** The player's last connection to this queue room is over: so is the place, unless it is held from elsewhere, or found. */
    async letGo(playerId: string, holder: string): Promise<void> {
      await letGoOfPlace(db, playerId, holder);
      presences.queueing([playerId]);
    },

    /** These are still in a queue room. Returns the matches in which some of them are expected, by player. */
    seen: (playerIds: readonly string[], holder: string): Promise<Map<string, string>> =>
      noteSeen(db, playerIds, holder),

    /** A player has come to the match that was found; false: has gone again before it began. */
    seated: (matchId: string, playerId: string, seated: boolean): Promise<void> =>
      noteSeated(db, matchId, playerId, seated),

    /** Makes the matches that can be made; any number of processes may. One that can't be holds up no other. */
    async runRound(): Promise<void> {
      const failures: unknown[] = [];
      for (const game of await gamesQueuedFor(db)) {
        failures.push(...(await makeMatches(game).catch((error: unknown) => [error])));
      }
      if (failures.length > 0) throw new AggregateError(failures, 'matches that could not be made');
    },

    /** Everyone has come. */
    begun: async (matchId: string): Promise<void> => countBegun(await noteBegun(db, matchId)),

    /** Only these have: they wait again. */
    missed: (matchId: string, came: readonly string[]): Promise<void> => noteMissed(db, pushes, matchId, came),

    /** Of the matches made in the last hours, and of who waits now. */
    async figures(hours: number) {
      return { made: await readFigures(db, hours), waiting: await readLengths(db) };
    },
  };
}
