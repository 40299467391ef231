// The shapes of games of the house, and of titles.

import { z } from 'zod';

const mode = z.object({
  id: z.string(),
  title: z.string(),
  seats: z.int(),
  rated: z.boolean(),
  /** By how much spectators are behind. */
  watchDelaySeconds: z.number(),
});

export const game = z.object({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  defaultMode: z.string(),
  modes: z.array(mode),
});

export const title = z.object({
  id: z.string(),
  title: z.string(),
  /** Where it is known from: the registry (docs/registry.md); null: registered here. */
  origin: z.string().nullable(),
});
