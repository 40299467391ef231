// Tables as CSV (RFC 4180), for spreadsheets: no cell of them is taken for a formula.

import { stringify } from 'csv-stringify/sync';

/** With a line of the columns' names. */
export const toCsv = (columns: readonly string[], rows: readonly object[]): string =>
  stringify([...rows], { header: true, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' });
