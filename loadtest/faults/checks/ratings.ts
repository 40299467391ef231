// Ratings, and every step of them, are those of the fold over all results in their order.

import { expectedRatings, type Ratings, storedRatings } from '../../../test/support/rating-oracle.ts';
import { type Check, type Rows, rowsBy, together } from './check.ts';

export const ratings: Check = {
  expected: async (db) => toRows(await expectedRatings(db)),
  stored: async (db) => toRows(await storedRatings(db)),
};

const toRows = ({ ratings, changes }: Ratings): Rows =>
  together({ rating: rowsBy(['ladder', 'playerId'], ratings), change: rowsBy(['matchId', 'playerId'], changes) });
