// What a seat may send, in shape; whether it is allowed is for the rules.

import { z } from 'zod';
import { FLEET, SIDE } from './fleet.ts';

const coordinate = z
  .int()
  .min(0)
  .max(SIDE - 1);

const ship = z.strictObject({
  x: coordinate,
  y: coordinate,
  length: z.int().min(1).max(SIDE),
  vertical: z.boolean(),
});

export const battleshipActions = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('place'), ships: z.array(ship).length(FLEET.length) }),
  z.strictObject({ type: z.literal('fire'), x: coordinate, y: coordinate }),
  z.strictObject({ type: z.literal('resign') }),
]);

export type BattleshipAction = z.infer<typeof battleshipActions>;
