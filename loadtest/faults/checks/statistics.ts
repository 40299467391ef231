// Statistics are those of the history counted anew.

import { expectedStatistics, type Statistics, storedStatistics } from '../../../test/support/statistics-oracle.ts';
import { type Check, type Rows, rowsBy, together } from './check.ts';

export const statistics: Check = {
  expected: async (db) => toRows(await expectedStatistics(db)),
  stored: async (db) => toRows(await storedStatistics(db)),
};

const toRows = ({ totals, days, gameDays }: Statistics): Rows =>
  together({
    total: rowsBy(['playerId', 'game', 'mode'], totals),
    day: rowsBy(['playerId', 'game', 'mode', 'day'], days),
    gameDay: rowsBy(['day', 'game', 'mode'], gameDays),
  });
