// The shapes of what players and games keep here (docs/storage.md).

import { z } from 'zod';
import { Refused } from '../../services/refused.ts';
import type { Condition } from '../../services/storage/index.ts';
import { readTags } from '../preconditions.ts';
import { Problem } from '../problems.ts';
import { date } from './common.ts';

const name = '[a-z0-9][a-z0-9_-]{0,39}';
/** Of a game; as players see it: `<game>.<name>`. */
export const collectionName = z
  .string()
  .regex(new RegExp(`^${name}$`), 'must be 1 to 40 of a-z, 0-9, - and _')
  .meta({ examples: ['settings'] });
export const collection = z
  .string()
  .regex(new RegExp(`^${name}([.]${name})?$`), 'must be 1 to 40 of a-z, 0-9, - and _; of a game, <game>.<collection>')
  .meta({ examples: ['settings'] });
export const key = z
  .string()
  .regex(/^[A-Za-z0-9_][\w.:@+-]{0,127}$/, 'must be 1 to 128 of letters, digits and _.:@+-')
  .meta({ examples: ['sound'] });

/** Values are kept under the id as text: in capitals it would be another owner's, whom nobody counts, sees or erases. */
export const playerId = z.uuid().toLowerCase();

export const read = z
  .enum(['private', 'friends', 'public'])
  .describe('Who sees it besides its player: nobody, friends, or all.');

export const gameRead = z.enum(['private', 'public']).describe('`private`: for who looks after the game.');

/** A value is any JSON, null too. */
export const anyJson = z.unknown().refine((value) => value !== undefined, 'is missing');

export const stored = z.object({
  collection: z.string(),
  key: z.string(),
  value: z.unknown(),
  read,
  etag: z.string().describe('For If-Match, as it is; another one after each change.'),
  createdAt: date,
  updatedAt: date,
});
export const storedOf = stored.extend({ playerId: z.uuid() });

export const collectionRules = z.object({
  name: z.string(),
  write: z.enum(['player', 'server']).describe("`server`: only the title's servers write it."),
  read: read
    .nullable()
    .describe('Above what a value says, and for those that are there already; null: the value says it.'),
});

/** What If-Match and If-None-Match ask of a value before it changes. */
export const conditionOf = (headers: {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}): Condition => ({ ifMatch: tagsIn(headers.ifMatch), ifNoneMatch: tagsIn(headers.ifNoneMatch) });

/** A condition that can't be read is none that may be passed over. */
function tagsIn(header: string | undefined): ReturnType<typeof readTags> {
  const tags = readTags(header);
  if (header === undefined || tags !== undefined) return tags;
  throw new Problem(400, 'invalid-request', 'If-Match and If-None-Match take ETags in their quotes, or *.');
}

/** The answer, under its own ETag. */
export function tagged<T extends { readonly etag: string } | Refused | undefined>(
  answer: T,
  { tagWith }: { readonly tagWith: (etag: string) => void },
): T {
  if (answer && !(answer instanceof Refused)) tagWith(answer.etag);
  return answer;
}
