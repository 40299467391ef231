// The table of jobs: what each step of the results pipeline does.

import type { PipelineStep } from '../queues/results.ts';
import { rateMatch } from '../services/rate-match.ts';
import type { StepWork } from '../services/results.ts';
import { verifyMatch } from '../services/verify-match.ts';

export const jobs = {
  verify: verifyMatch,
  rate: rateMatch,
} as const satisfies Record<PipelineStep, StepWork>;
