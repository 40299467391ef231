// Values of several players at once.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collection, key, playerId, storedOf } from '../shapes/storage.ts';

const place = z.strictObject({ player_id: playerId, collection, key });

export const postStorage = endpoint({
  method: 'post',
  path: '/storage',
  summary: 'Reads up to 100 values of any players, in the order asked for, without those that you may not see',
  auth: 'whoever',
  body: z.strictObject({ values: z.array(place).min(1).max(100) }),
  onlyAsks: true,
  output: z.object({ items: z.array(storedOf) }),
  async handler({ storage }, { body, caller, keepFromCaches }) {
    keepFromCaches();
    const places = body.values.map(({ player_id: playerId, ...rest }) => ({ playerId, ...rest }));
    return { items: await storage.getMany(places, caller) };
  },
});
