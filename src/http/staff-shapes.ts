// The shapes of what only staff see (docs/admin.md).

import { z } from 'zod';
import { detectorIds } from '../anticheat/index.ts';
import { caseStatuses, caseVerdicts } from '../services/cases.ts';
import { date, playerRef, role } from './shapes.ts';

export const number = z.coerce.number().int().min(1).max(2_147_483_647);
export const reason = z.string().trim().min(1).max(500);
export const detector = z.enum(detectorIds);
export const caseStatus = z.enum(caseStatuses);
export const caseVerdict = z.enum(caseVerdicts);

const found = {
  id: z.int(),
  detector: z.string(),
  seat: z.int(),
  score: z.number(),
  summary: z.string(),
  status: caseStatus,
  verdict: caseVerdict.nullable(),
  note: z.string().nullable(),
  createdAt: date,
  closedAt: date.nullable(),
};

export const caseFile = z
  .object({
    ...found,
    evidence: z.object({ value: z.number(), ticks: z.array(z.int()), matches: z.array(z.string()).optional() }),
    player: playerRef,
    match: z.object({
      id: z.uuid(),
      game: z.string(),
      mode: z.string(),
      tickRate: z.int(),
      finishedAt: date.nullable(),
    }),
  })
  .meta({ id: 'Case' });

export const ban = z.object({
  id: z.uuid(),
  reason: z.string(),
  bannedById: z.uuid(),
  createdAt: date,
  expiresAt: date.nullable(),
  liftedAt: date.nullable(),
  liftedById: z.uuid().nullable(),
});

export const playerFile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    guest: z.boolean(),
    bot: z.boolean(),
    role,
    region: z.string().nullable(),
    createdAt: date,
    deletedAt: date.nullable(),
    sessions: z.array(
      z.object({ id: z.uuid(), device: z.string().nullable(), createdAt: date, refreshedAt: date, expiresAt: date }),
    ),
    bans: z.array(ban),
    cases: z.array(z.object({ ...found, matchId: z.uuid() })),
  })
  .meta({ id: 'PlayerFile' });

export const deadLetter = z.object({
  id: z.int(),
  step: z.string(),
  matchId: z.uuid(),
  error: z.string(),
  attempts: z.int(),
  at: date,
});
