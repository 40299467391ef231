// What an answer may be narrowed to. A game or region that there is not would leave an empty list, which looks as if it
// were true: whatever is asked for, it is refused.

import { z } from 'zod';
import type { Services } from '../services/index.ts';
import type { Refused } from '../services/refused.ts';
import type { ProblemType } from './problems.ts';

/** As `game` in a query. */
export const gameFilter = z.string().optional().describe('A game or a title; left out: all.');

type Query = Readonly<Record<string, unknown>>;

/** What there is not, of what a query with these parameters names. */
export async function refuseUnknown(
  { games, regions }: Services,
  { game, region }: Query,
): Promise<Refused | undefined> {
  const strange = typeof game === 'string' ? await games.refuseUnknown(game) : undefined;
  return strange ?? (typeof region === 'string' ? regions.check(region) : undefined);
}

/** What that may be, of a query of this shape. */
export const unknownIn = ({ game, region }: Query): ProblemType[] => [
  ...(game ? (['not-found'] as const) : []),
  ...(region ? (['unknown-region'] as const) : []),
];
