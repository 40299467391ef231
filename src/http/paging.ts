// Lists are given page by page: `{ items, next }`, where `next` is the cursor of the following page, or null.

import { z } from 'zod';

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
