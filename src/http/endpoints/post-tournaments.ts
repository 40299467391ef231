// Announces a tournament.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { moment, shownName } from '../shapes/common.ts';
import { format, tournament } from '../shapes/tournament.ts';

export const postTournaments = endpoint({
  method: 'post',
  path: '/tournaments',
  summary: 'Announces a tournament; rated or large ones are for developers and admins',
  auth: 'player',
  body: z.strictObject({
    name: shownName(80, 'Friday night'),
    game: z.string().meta({ examples: ['chess'] }),
    mode: z.string().optional().describe("Left out: the game's default mode."),
    format,
    rated: z.boolean().default(false),
    listed: z.boolean().default(true).describe('False: for whoever has its id.'),
    maxEntrants: z.int().min(2).max(128).default(16),
    rounds: z.int().min(1).max(20).optional().describe('Of a Swiss; left out: as many as part the field.'),
    minutes: z.int().min(1).max(720).optional().describe('Of an arena: how long it goes on.'),
    waitSeconds: z.int().min(1).max(3_600).default(60).describe('How long a match waits for its players.'),
    startsAt: moment,
  }),
  created: '/tournaments/{id}',
  refuses: ['forbidden', 'tournament-terms'],
  output: tournament,
  handler: ({ tournaments }, { body, caller }) => tournaments.create(body, caller.playerId),
});
