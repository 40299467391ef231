// Lists are given page by page: `{ items, next }`, where `next` is the cursor of the following page, or null.

import { z } from 'zod';

/** What a list's query takes; a cursor is opaque to clients, and the list's own. */
export const paging = {
  /** `next` of the page before. */
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
