// A page of a list, entered where the page before ended: by the sort keys of its last item, so that what comes or goes
// in between neither repeats nor hides anything.

import { z } from 'zod';
import { Refused } from './refused.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Takes rows that were asked for with a limit of one more than the page has; `keys` are a row's sort keys, as `readCursor`
 * gives them back.
 */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keys: (item: Item) => readonly unknown[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const next = rows.length > limit ? Buffer.from(JSON.stringify(keys(items.at(-1)!))).toString('base64url') : null;
  return { items, next };
}

/** The sort keys after which the page begins; undefined for the first one. */
export function readCursor<Keys>(cursor: string | undefined, keys: z.ZodType<Keys>): Keys | undefined | Refused {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const read = keys.safeParse(tryJson(text));
  return read.success ? read.data : new Refused('bad-cursor', 'cursor: must be `next` of the page before.');
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
