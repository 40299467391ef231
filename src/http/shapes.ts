// Shapes that several endpoints answer with.

import { z } from 'zod';
import { linkIdPattern } from '../services/links.ts';

export const playerRef = z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'PlayerRef' });
export const id = z.object({ id: z.uuid() });
export const linkId = z.string().regex(linkIdPattern, 'must be the id of a link');
/** From a Date. */
export const date = z
  .date()
  .transform((value) => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
/** Of what is numbered in the order in which it came. */
export const rowId = z.string().regex(/^\d{1,18}$/, 'must be an id');

export const match = z
  .object({
    id: z.uuid(),
    game: z.string(),
    mode: z.string(),
    status: z.enum(['running', 'finished', 'aborted']),
    rated: z.boolean(),
    /** Shown only to its players, staff, and who has a link of theirs. */
    private: z.boolean(),
    /** How it ended, in the game's own word. */
    reason: z.string().nullable(),
    /** Whether the log replays to the stored result; null while nobody has looked. */
    verified: z.boolean().nullable(),
    verdict: z.string().nullable(),
    /** Since when the match counts no more, and why. */
    voidedAt: date.nullable(),
    voidReason: z.string().nullable(),
    ticks: z.int().nullable(),
    tickRate: z.int(),
    startedAt: date,
    finishedAt: date.nullable(),
    seats: z.array(
      z.object({ seat: z.int(), rank: z.int().nullable(), player: playerRef.extend({ bot: z.boolean() }) }),
    ),
  })
  .meta({ id: 'Match' });

export const standing = z
  .object({
    rating: z.number(),
    deviation: z.number(),
    games: z.int(),
    wins: z.int(),
    draws: z.int(),
    losses: z.int(),
    /** The rating is too unsure yet to be compared. */
    provisional: z.boolean(),
  })
  .meta({ id: 'Standing' });

/** What a session is carried by (docs/accounts.md). */
export const signedIn = z
  .object({
    playerId: z.uuid(),
    name: z.string(),
    token: z.string(),
    expiresAt: date,
    refreshToken: z.string(),
  })
  .meta({ id: 'SignedIn' });

/** As it is shown to others: no control characters, which could break lines and lists. */
export const playerName = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^\P{C}+$/u, 'must have no control characters');

export const email = z.string().trim().pipe(z.email().max(254));
export const newPassword = z.string().min(10).max(128);
/** One to be checked: the rules for new ones may have been others when it was made. */
export const password = z.string().min(1).max(128);
export const role = z.enum(['player', 'moderator', 'developer', 'admin']);

export const region = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a region: a-z, 0-9 and -');

export const ownProfile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    guest: z.boolean(),
    role,
    email: z.string().nullable(),
    /** Where they play; null: wherever they happen to be. */
    region: z.string().nullable(),
    createdAt: date,
  })
  .meta({ id: 'OwnProfile' });

export const season = z
  .object({
    game: z.string(),
    number: z.int(),
    startsAt: date,
    /** When the next one starts; null: nobody has said yet. */
    endsAt: date.nullable(),
  })
  .meta({ id: 'Season' });
