// Shapes that several endpoints answer with.

import { z } from 'zod';
import { isObscene } from '../../services/chat/text.ts';
import { linkIdPattern } from '../../services/links.ts';

export const playerRef = z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'PlayerRef' });
export const id = z.object({ id: z.uuid() });
export const linkId = z.string().regex(linkIdPattern, 'must be the id of a link');
/** From a Date. */
export const date = z
  .date()
  .transform((value) => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
/** To a Date that can be stored, and told again: PostgreSQL knows no year 0, and dates have no more than four digits for one. */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() > 0 && at.getUTCFullYear() < 10_000, 'must be in a year from 1 to 9999 (UTC)');
/** Of what is numbered in the order in which it came. */
export const rowId = z
  .string()
  .regex(/^\d{1,18}$/, 'must be an id')
  .meta({ examples: ['1'] });

/** In a match. */
export const seatRank = z.int().nullable().describe('1 is the best, equals tie; null before the end.');

export const match = z
  .object({
    id: z.uuid(),
    game: z.string(),
    mode: z.string(),
    status: z.enum(['running', 'finished', 'aborted']),
    rated: z.boolean(),
    private: z.boolean().describe('Shown only to its players, staff, and who has a link of theirs.'),
    reason: z.string().nullable().describe("How it ended, in the game's own word."),
    verified: z
      .boolean()
      .nullable()
      .describe('Whether the log replays to the stored result; null while nobody has looked.'),
    verdict: z
      .string()
      .nullable()
      .describe('Where the log does not replay to the stored result; null: it does, or nobody has looked.'),
    voidedAt: date.nullable().describe('Since when the match counts no more; null: it counts.'),
    voidReason: z.string().nullable(),
    ticks: z.int().nullable().describe('How long it was; null while it runs.'),
    tickRate: z.int().describe('Ticks a second.'),
    startedAt: date,
    finishedAt: date.nullable(),
    seats: z.array(
      z.object({ seat: z.int().describe('From 0.'), rank: seatRank, player: playerRef.extend({ bot: z.boolean() }) }),
    ),
  })
  .meta({ id: 'Match' });

export const standing = z
  .object({
    rating: z.number().describe('All begin at 1500.'),
    deviation: z.number().describe('How unsure the rating is, on its own scale; 0 where it is by Elo.'),
    games: z.int().describe('That count: verified, rated, not void.'),
    wins: z.int(),
    draws: z.int(),
    losses: z.int(),
    provisional: z.boolean().describe('The rating is too unsure yet to be compared.'),
  })
  .meta({ id: 'Standing' });

export const signedIn = z
  .object({
    playerId: z.uuid(),
    name: z.string(),
    token: z.string().describe('The access token: `Authorization: Bearer <token>`, and for rooms.'),
    expiresAt: date.describe('Of `token`: after 15 minutes.'),
    refreshToken: z.string().describe('For POST /auth/refresh, once; after 90 days without one the session is over.'),
  })
  .meta({ id: 'SignedIn' });

/** As it is shown to others: no control characters, which could break lines and lists, and nothing that chat masks. */
export const shownName = (mostCharacters: number, example = 'Ann') =>
  z
    .string()
    .trim()
    .min(1)
    .max(mostCharacters)
    .regex(/^\P{C}+$/u, 'must have no control characters')
    .refine((name) => !isObscene(name), 'must be a name without obscenities')
    .meta({ examples: [example] });

export const playerName = shownName(50);

export const email = z
  .string()
  .trim()
  .meta({ examples: ['ann@example.com'] })
  .pipe(z.email().max(254));
export const newPassword = z
  .string()
  .min(10)
  .max(128)
  .meta({ examples: ['correct horse battery staple'] });
/** One to be checked: the rules for new ones may have been others when it was made. */
export const password = z
  .string()
  .min(1)
  .max(128)
  .meta({ examples: ['correct horse battery staple'] });
export const role = z.enum(['player', 'moderator', 'developer', 'admin']);

export const region = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'must be a region: a-z, 0-9 and -')
  .meta({ examples: ['eu'] });

export const ownProfile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    guest: z.boolean(),
    role,
    email: z.string().nullable(),
    region: z.string().nullable().describe('Where they play; null: wherever they happen to be.'),
    createdAt: date,
  })
  .meta({ id: 'OwnProfile' });

export const season = z
  .object({
    game: z.string(),
    number: z.int(),
    startsAt: date,
    endsAt: date.nullable().describe('When the next one starts; null: nobody has said yet.'),
  })
  .meta({ id: 'Season' });
