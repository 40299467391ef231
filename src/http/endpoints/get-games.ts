// What can be played here, and what else uses the house.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { game, title } from '../game-shapes.ts';

export const getGames = endpoint({
  method: 'get',
  path: '/games',
  summary: "Lists the games and their modes, and the titles: those registered here, then the registry's",
  auth: 'anyone',
  output: z.object({ items: z.array(game), titles: z.array(title) }),
  handler: async ({ games, titles, registry }) => ({
    items: games.list(),
    titles: [...(await titles.names()), ...registry.titles()],
  }),
});
