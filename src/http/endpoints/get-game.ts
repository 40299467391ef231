// One game or title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { game, title } from '../shapes/game.ts';

export const getGame = endpoint({
  method: 'get',
  path: '/games/:id',
  summary: 'A game of the house with its modes, or a title registered here',
  auth: 'anyone',
  params: z.object({ id: z.string() }),
  output: z.union([game.extend({ kind: z.literal('game') }), title.extend({ kind: z.literal('title') })]),
  async handler({ games, titles }, { params: { id } }) {
    const house = games.list().find((each) => each.id === id);
    if (house) return { kind: 'game', ...house };
    const found = await titles.get(id);
    return found && { kind: 'title', ...found, origin: null };
  },
});
