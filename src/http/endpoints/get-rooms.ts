// Rooms with seats for anyone.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { room } from '../shapes/room.ts';

export const getRooms = endpoint({
  method: 'get',
  path: '/rooms',
  summary: 'Lists the rooms that wait for more players and are open to everyone',
  auth: 'anyone',
  refuses: ['bad-cursor'],
  query: z.object({ game: gameFilter, mode: z.string().optional(), ...paging }),
  output: pageOf(room),
  handler: ({ rooms }, { query }) => rooms.list(query),
});
