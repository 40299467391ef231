// From one day to another, both included; days are those of UTC.

import { Refused } from './refused.ts';
import { dayOf, nextDay } from './statistics/tally.ts';

export interface DayRange {
  readonly from: Date;
  readonly to: Date;
}

/** What may be left out: `to` is today then, and `from` 29 days before `to`. */
export type DaysAsked = { readonly from?: Date | undefined; readonly to?: Date | undefined };

const mostDays = 366;
/** PostgreSQL knows no year 0. */
const firstDay = new Date('0001-01-01');

export function dayRange({ from, to = dayOf(new Date()) }: DaysAsked): DayRange | Refused<'bad-range'> {
  const range = { from: from ?? nextDay(to, -29), to };
  if (range.from < firstDay) return new Refused('bad-range', 'from: must not be earlier than 0001-01-01.');
  if (range.from > to) return new Refused('bad-range', 'from: must not be later than to.');
  if (nextDay(range.from, mostDays) > to) return range;
  return new Refused('bad-range', `from: must be less than ${mostDays} days before to.`);
}

export const isoDay = (day: Date): string => day.toISOString().slice(0, 10);
