// Rooms for those who don't know them: what the HTTP API and the queue ask of Colyseus' matchmaker.

import { type IRoomCache, matchMaker, ServerError } from '@colyseus/core';
import { SeatReservationError } from '@colyseus/core/errors/SeatReservationError';
import { z } from 'zod';
import type { Game } from '../games/kit/index.ts';
import { pageOf, readCursor } from '../services/page.ts';
import { Refused } from '../services/refused.ts';
import type { Rooms, RoomSummary, SeatReservation } from '../services/rooms.ts';
import type { GameRoom } from './game-room.ts';
import { parseJoinOptions } from './join-options.ts';
import type { Reserved } from './reserved-seats.ts';
import { tooManyRooms, type WaitingRooms } from './waiting-rooms.ts';

const roomKey = z.tuple([z.string().max(100)]);

type Listing = IRoomCache<{ mode: string }>;

export function openRooms(gameById: (id: string) => Game | undefined, waitingRooms: WaitingRooms): Rooms {
  const closed = new Refused('room-closed', 'There is no seat to be had in this room any more.');
  const find = async (roomId: string): Promise<Listing | undefined> => {
    const room = (await matchMaker.driver.findOne({ roomId })) as Listing | undefined;
    return room && gameById(room.name) ? room : undefined;
  };

  function toSummary({ roomId, name, metadata, clients, locked, ...room }: Listing): RoomSummary {
    const { mode } = metadata!;
    const seats = gameById(name)!.rules.modes[mode]!.seats;
    const open = !locked && !room.private;
    return { id: roomId, game: name, mode, seats, players: Math.min(clients, seats), open };
  }

  /** What Colyseus refuses, and options that are wrong, are no bugs. */
  async function refusing<Other = never>(
    work: () => Promise<SeatReservation | Other>,
  ): Promise<SeatReservation | Other | Refused<'room-closed' | 'wrong-options'>> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SeatReservationError) return closed;
      if (error instanceof ServerError) return new Refused('wrong-options', error.message);
      throw error;
    }
  }

  return {
    async list({ game, mode, cursor, limit }) {
      const after = readCursor(cursor, roomKey);
      if (after instanceof Refused) return after;
      const rooms = (await matchMaker.query({ private: false, locked: false })) as Listing[];
      const wanted = rooms
        .filter(({ name }) => gameById(name) && (game === undefined || name === game))
        .map(toSummary)
        .filter((room) => (mode === undefined || room.mode === mode) && (!after || room.id > after[0]))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      return pageOf(wanted, limit, ({ id }) => [id]);
    },

    async get(roomId) {
      const room = await find(roomId);
      return room && toSummary(room);
    },

    async create(game, options, identity) {
      const found = gameById(game);
      if (!found) return new Refused('not-found', `There is no game "${game}".`);
      if (await waitingRooms.hasTooMany(identity.playerId)) return tooManyRooms;
      return refusing(async () => {
        const joining = { ...parseJoinOptions(found.rules, options), playerId: identity.playerId };
        const room = await matchMaker.createRoom(game, joining).catch(unlessTooMany);
        return room instanceof Refused ? room : matchMaker.reserveSeatFor(room, joining, identity);
      });
    },

    async join(roomId, options, identity) {
      const room = await find(roomId);
      if (!room) return new Refused('not-found', 'There is no such room.');
      return refusing(async () => {
        const joining = parseJoinOptions(gameById(room.name)!.rules, { ...options, private: room.private });
        return matchMaker.reserveSeatFor(room, { ...joining, mode: room.metadata!.mode }, identity);
      });
    },

    async leave(roomId, playerId) {
      const room = await find(roomId);
      const left =
        room && (await matchMaker.remoteRoomCall<GameRoom, 'removePlayer'>(roomId, 'removePlayer', [playerId]));
      if (!left) return new Refused('not-found', 'You are in no such room.');
    },

    async createFor({ game, mode, region, seats, comeSeconds: waitSeconds }) {
      const bots = seats.filter((playerId) => playerId === null).length;
      const reserved: Partial<Reserved> = { players: [...seats], waitSeconds, region };
      const { roomId } = await matchMaker.createRoom(game, { mode, private: true, bots, reserved });
      return roomId;
    },
  };
}

/** By its words: from another process no more comes of an error. */
function unlessTooMany(error: Error): typeof tooManyRooms {
  if (error.message.startsWith(tooManyRooms.reason)) return tooManyRooms;
  throw error;
}
