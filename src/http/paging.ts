// Lists are given page by page: `{ items, next }`, where `next` is the cursor of the following page, or null. Before what
// the service gave stands a mark of the list: a place in one is none in another, which would show a plausible wrong page.

import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { Problem } from './problems.ts';

/** What a list's query takes. */
export const paging = {
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('`next` of the page before; of this list and this filter only. Left out: the first page.'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Items to a page.'),
};

export const next = z.string().nullable().describe('The `cursor` of the following page; null: this is the last.');

export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next });

type Query = Readonly<Record<string, unknown>>;

/** What does not change which items there are, nor their order. */
const views = new Set(['cursor', 'limit', 'around']);

/** Of a path with its parameters, and what is asked of it; undefined for what is no list. */
export function listOf({ path, query: shape }: Endpoint, params: object, query: Query): string | undefined {
  if (!shape?.shape['cursor']) return undefined;
  const filter = Object.entries(query).filter(([name]) => !views.has(name));
  return hash('sha256', JSON.stringify([path, params, filter]), 'base64url').slice(0, 8);
}

/** As the service takes it: without the mark, which must be this list's. */
export function readMark<Asked extends Query>(list: string | undefined, query: Asked): Asked {
  const { cursor } = query;
  if (list === undefined || typeof cursor !== 'string') return query;
  if (!cursor.startsWith(list)) {
    throw new Problem(400, 'bad-cursor', 'cursor: must be `next` of the page before, of the same list and filter.');
  }
  return { ...query, cursor: cursor.slice(list.length) };
}

export function writeMark(list: string | undefined, page: unknown): unknown {
  if (list === undefined) return page;
  const { next, ...rest } = page as { next: string | null };
  return { ...rest, next: next && list + next };
}
