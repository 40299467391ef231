// What can be played here, and what else uses the house.
import { z } from 'zod';
import { Refused } from '../../services/refused.ts';
import { endpoint } from '../endpoint.ts';
import { game, title } from '../shapes/game.ts';
import { next, paging } from '../paging.ts';

export const getGames = endpoint({
  method: 'get',
  path: '/games',
  summary: "Lists the games and their modes, and page by page the titles: those registered here, then the registry's",
  auth: 'anyone',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: z.object({
    items: z.array(game).describe('All of them, with the first page of titles.'),
    titles: z.array(title),
    next,
  }),
  async handler({ games, titles, registry }, { query }) {
    const page = await titles.names(query, registry.titles());
    if (page instanceof Refused) return page;
    return { items: query.cursor === undefined ? games.list() : [], titles: page.items, next: page.next };
  },
});
