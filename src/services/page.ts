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
export function readCursor<Keys>(
  cursor: string | undefined,
  keys: z.ZodType<Keys>,
): Keys | undefined | Refused<'bad-cursor'> {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const read = keys.safeParse(tryJson(text));
  return read.success ? read.data : new Refused('bad-cursor', 'cursor: must be `next` of the page before.');
}

/** A time as a key: `toISOString` of one. PostgreSQL knows no year 0, and reads no more than so much. */
export const timeKey = z.iso
  .datetime()
  .max(30)
  .refine((text) => !text.startsWith('0000'));

/** The key of what is listed by its number alone. */
export const rowKey = z.tuple([z.int32()]);

/** The same of what there is more of: a `bigint`, which JSON has as text. */
export const bigRowKey = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** The keys of what is listed by time, the newest first. */
const momentKeys = z.tuple([timeKey.transform((text) => new Date(text)), z.uuid()]);

/**
 * Where such a list goes on, as a condition on `field` and `id`; undefined at its beginning. `prisma` takes it, and the
 * order is `{ [field]: 'desc' }, { [id]: 'desc' }`.
 */
export function before<Field extends string, Id extends string = 'id'>(
  field: Field,
  cursor: string | undefined,
  id = 'id' as Id,
) {
  const keys = readCursor(cursor, momentKeys);
  if (keys === undefined || keys instanceof Refused) return keys;
  const [at, lastId] = keys;
  type NotLater = { readonly [Key in Field]: { readonly lte: Date } };
  type Earlier = { readonly [Key in Field]: { readonly lt: Date } };
  type LowerId = { readonly [Key in Id]: { readonly lt: string } };
  // For an index to be entered by: along the alternatives alone it is read from its beginning.
  const notLater = { [field]: { lte: at } } as NotLater;
  return { ...notLater, OR: [{ [field]: { lt: at } } as Earlier, { [id]: { lt: lastId } } as LowerId] };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text, withoutNul);
  } catch {
    return undefined;
  }
}

/** PostgreSQL's text has no such character. */
function withoutNul(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new SyntaxError('a NUL character');
  return value;
}
