// The table of jobs: what each step of the results pipeline does.

import type { PipelineStep } from '../queues/pipeline.ts';
import { unlockByMatches } from '../services/achievements/score-match.ts';
import { compactMatches } from '../services/results/compact-match.ts';
import { detectInMatches } from '../services/results/detect-in-match.ts';
import { rateInOrder } from '../services/ladders/count.ts';
import { notifyOfMatches } from '../services/results/notify-match.ts';
import type { Services } from '../services/index.ts';
import { type Step, together } from '../services/results/index.ts';
import { countMatches } from '../services/statistics/count.ts';
import { tellRanks } from '../services/results/tell-ranks.ts';
import { takeResults } from '../services/tournaments/outcomes.ts';
import { verifyMatches } from '../services/results/verify-match.ts';

/** What steps use beside the database. */
export type JobServices = Pick<Services, 'boards' | 'pushes'>;

export const jobsWith = ({ boards, pushes }: JobServices) =>
  ({
    verify: verifyMatches,
    rate: rateInOrder,
    boards: together(tellRanks(pushes, boards)),
    detect: together(detectInMatches),
    compact: together(compactMatches),
    statistics: together(countMatches),
    tournaments: together(takeResults),
    achievements: together(unlockByMatches),
    notify: together(notifyOfMatches(pushes)),
  }) as const satisfies Record<PipelineStep, Step>;
