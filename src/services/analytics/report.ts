// What a report of the developer analytics is: rows of one shape, over days (docs/statistics.md).

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { DayRange } from '../day-range.ts';

export interface ReportAsked extends DayRange {
  /** Undefined: all games together, or each on its own, as the report says. */
  readonly game: string | undefined;
}

export interface AnalyticsReport<Row extends z.ZodObject = z.ZodObject> {
  /** One line for the API's and the command's users. */
  readonly about: string;
  /** In the order of its columns. */
  readonly row: Row;
  /** It knows of titles, too: others are made of matches, which those have elsewhere. */
  readonly ofTitles?: true;
  rows(db: Database, asked: ReportAsked): Promise<readonly z.input<Row>[]>;
}

/** Keeps the types of a report's rows. */
export const report = <Row extends z.ZodObject>(definition: AnalyticsReport<Row>): AnalyticsReport<Row> => definition;

export const day = z.iso.date();
export const count = z.int();
export const share = z
  .number()
  .nullable()
  .describe('From 0 to 1; null where there is nothing to take it of, or it is not known yet.');
export const average = z.number().nullable();

export const ratio = (part: number, whole: number, digits = 4): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10 ** digits) / 10 ** digits;
