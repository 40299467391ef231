// The shapes of games of the house, and of titles.

import { z } from 'zod';

const mode = z.object({
  id: z.string(),
  title: z.string(),
  seats: z.int().describe('How many a match has.'),
  rated: z.boolean().describe('Its matches move ratings, once they are verified.'),
  watchDelaySeconds: z.number().describe('By how much spectators are behind.'),
});

export const game = z.object({
  id: z.string(),
  title: z.string(),
  version: z.int().describe('Of the rules; a log says which one it was played by.'),
  defaultMode: z.string(),
  modes: z.array(mode),
});

export const title = z.object({
  id: z.string(),
  title: z.string(),
  origin: z
    .string()
    .nullable()
    .describe('Where it is known from: the registry (docs/registry.md); null: registered here.'),
});
