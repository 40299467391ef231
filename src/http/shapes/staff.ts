// The shapes of what only staff see (docs/admin.md).

import { z } from 'zod';
import { detectorIds } from '../../anticheat/index.ts';
import { caseStatuses, caseVerdicts } from '../../services/cases.ts';
import { date, playerRef, role } from './common.ts';

export const number = z.coerce.number().int().min(1).max(2_147_483_647);
export const reason = z.string().trim().min(1).max(500);
export const detector = z.enum(detectorIds);
export const caseStatus = z.enum(caseStatuses);
export const caseVerdict = z.enum(caseVerdicts);

const found = {
  id: z.int(),
  detector: z.string(),
  seat: z.int(),
  score: z.number().describe('How grave: from 0, just past the threshold, to 1.'),
  summary: z.string(),
  status: caseStatus,
  verdict: caseVerdict.nullable().describe('Null: the case is open.'),
  note: z.string().nullable(),
  createdAt: date,
  closedAt: date.nullable(),
};

export const caseFile = z
  .object({
    ...found,
    evidence: z.object({
      value: z.number().describe("The detector's, in its own unit."),
      ticks: z.array(z.int()).describe('Where in the log to look.'),
      matches: z.array(z.string()).optional().describe('Others in which it shows, too.'),
    }),
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

const sanctioned = {
  id: z.uuid(),
  reason: z.string(),
  createdAt: date,
  expiresAt: date.nullable().describe('Null: for good.'),
  liftedAt: date.nullable().describe('Null: nobody has lifted it.'),
  liftedById: z.uuid().nullable(),
};

export const ban = z.object({ ...sanctioned, bannedById: z.uuid() });

export const playerFile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    guest: z.boolean(),
    bot: z.boolean(),
    role,
    region: z.string().nullable(),
    createdAt: date,
    deletedAt: date.nullable().describe('When their personal data was erased.'),
    sessions: z.array(
      z.object({ id: z.uuid(), device: z.string().nullable(), createdAt: date, refreshedAt: date, expiresAt: date }),
    ),
    bans: z.array(ban),
    mutes: z.array(z.object({ ...sanctioned, mutedById: z.uuid() })),
    cases: z.array(z.object({ ...found, matchId: z.uuid() })),
  })
  .meta({ id: 'PlayerFile' });

export const deadLetter = z.object({
  id: z.int(),
  step: z.string().describe('Of what is done with a finished match.'),
  matchId: z.uuid(),
  error: z.string(),
  attempts: z.int(),
  at: date,
});
