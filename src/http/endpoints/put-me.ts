// A player changes how others see them, and where they play.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { ownProfile, playerName, region } from '../shapes/common.ts';

export const putMe = endpoint({
  method: 'put',
  path: '/players/me',
  summary:
    'Changes the name, which rooms know from the next access token on, or the region where one plays and stands on boards',
  auth: 'player',
  refuses: ['unknown-region'],
  body: z.strictObject({
    name: playerName.optional(),
    region: region.nullable().optional().describe('Null: wherever they happen to be.'),
  }),
  output: ownProfile,
  async handler({ players, regions }, { body, caller }) {
    const refused = typeof body.region === 'string' ? regions.check(body.region) : undefined;
    return refused ?? players.change(caller.playerId, body);
  },
});
