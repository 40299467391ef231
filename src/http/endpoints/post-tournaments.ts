// Announces a tournament.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { format, tournament } from '../tournament-shapes.ts';

export const postTournaments = endpoint({
  method: 'post',
  path: '/tournaments',
  summary: 'Announces a tournament; rated or large ones are for developers and admins',
  auth: 'player',
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    game: z.string(),
    mode: z.string().optional(),
    format,
    rated: z.boolean().default(false),
    listed: z.boolean().default(true),
    maxEntrants: z.int().min(2).max(128).default(16),
    rounds: z.int().min(1).max(20).optional(),
    minutes: z.int().min(1).max(720).optional(),
    waitSeconds: z.int().min(1).max(3_600).default(60),
    startsAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  }),
  created: '/tournaments/{id}',
  refuses: ['forbidden', 'tournament-terms'],
  output: tournament,
  handler: ({ tournaments }, { body, caller }) => tournaments.create(body, caller.playerId),
});
