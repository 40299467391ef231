// A body that is one thing or a list of them, for servers that have much to tell; and the answer, which is the same.

import { z } from 'zod';
import { Refused } from '../services/refused.ts';
import { sentAs } from './openapi/shapes.ts';

const MOST = 1_000;

/** `items`, and whether they came as a list. */
export function oneOrMany<Item extends z.ZodType>(item: Item) {
  const list = z.array(item).min(1).max(MOST);
  // What is wrong is told of the body as it came: of a field, or of one of the list's items.
  const shape = z.unknown().transform((body, { issues }): { items: z.output<Item>[]; isList: boolean } => {
    const isList = Array.isArray(body);
    const parsed = isList ? list.safeParse(body) : item.safeParse(body);
    if (parsed.success) return { items: (isList ? parsed.data : [parsed.data]) as z.output<Item>[], isList };
    issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: body }) as never));
    return z.NEVER;
  });
  sentAs.set(shape, z.union([item, list]));
  return shape;
}

/** What a service says of an item that it can't do anything with. */
const failures = {
  'unknown-player': new Refused('not-found', 'There is no such player.'),
  'unknown-achievement': new Refused('not-found', 'The title has not declared such an achievement.'),
  'other-score': new Refused('other-score', 'This player has had another score with this id, which stays what it was.'),
} as const;
type Failure = keyof typeof failures;

/** The shape of the answer to `oneOrMany`. */
export function oneOrManyAnswers<Shape extends z.ZodRawShape>(shape: Shape) {
  const done = z.object({ success: z.literal(true), ...shape });
  const failed = z.object({ success: z.literal(false), error: z.enum(Object.keys(failures) as Failure[]) });
  return z.union([done, z.object({ items: z.array(z.union([done, failed])) })]);
}

/** In a list what failed is said of each item; one that is alone is refused. */
export function answerEach<Result extends object | Failure>(
  { isList }: { isList: boolean },
  results: readonly Result[],
) {
  const items = results.map((result) =>
    typeof result === 'object' ? { success: true, ...result } : { success: false, error: result },
  );
  const [only] = results;
  if (isList) return { items };
  if (typeof only === 'string') return failures[only as Result & Failure];
  return items[0];
}
