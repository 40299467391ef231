// A body that is one thing or a list of them, for servers that have much to tell; and the answer, which is the same.

import { z } from 'zod';
import { Refused } from '../services/refused.ts';
import { sentAs } from './openapi-shapes.ts';

const MOST = 1_000;

/** `items`, and whether they came as a list. */
export function oneOrMany<Item extends z.ZodType>(item: Item) {
  const list = z.array(item).min(1).max(MOST);
  const shape = z.preprocess(
    (body) => ({ items: Array.isArray(body) ? (body as unknown[]) : [body], isList: Array.isArray(body) }),
    z.object({ items: list, isList: z.boolean() }),
  );
  sentAs.set(shape, z.union([item, list]));
  return shape;
}

/** What a service says of an item that it can't do anything with. */
const failures = {
  'unknown-player': 'There is no such player.',
  'unknown-achievement': 'The title has not declared such an achievement.',
} as const;
type Failure = keyof typeof failures;

/** The shape of the answer to `oneOrMany`. */
export function oneOrManyAnswers<Shape extends z.ZodRawShape>(shape: Shape) {
  const done = z.object({ success: z.literal(true), ...shape });
  const failed = z.object({ success: z.literal(false), error: z.enum(['unknown-player', 'unknown-achievement']) });
  return z.union([done, z.object({ items: z.array(z.union([done, failed])) })]);
}

/** In a list what failed is said of each item; one that is alone is refused. */
export function answerEach<Done extends object>({ isList }: { isList: boolean }, results: readonly (Done | Failure)[]) {
  const items = results.map((result) =>
    typeof result === 'string' ? { success: false, error: result } : { success: true, ...result },
  );
  const [only] = results;
  if (isList) return { items };
  if (typeof only === 'string') return new Refused('not-found', failures[only]);
  return items[0];
}
