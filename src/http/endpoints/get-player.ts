// One player and their ratings.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, id, standing } from '../shapes/common.ts';

export const getPlayer = endpoint({
  method: 'get',
  path: '/players/:id',
  summary: 'A player with their ratings',
  auth: 'anyone',
  params: id,
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    guest: z.boolean(),
    bot: z.boolean(),
    createdAt: date,
    ratings: z.array(standing.extend({ game: z.string(), mode: z.string(), season: z.int() })),
  }),
  handler: ({ players }, { params }) => players.get(params.id),
});
