// The table of jobs: what each step of the results pipeline does.

import type { PipelineStep } from '../queues/pipeline.ts';
import { scoreMatch } from '../services/achievements/score-match.ts';
import { compactMatch } from '../services/compact-match.ts';
import { analyseMatch } from '../services/analyse-match.ts';
import { detectInMatch } from '../services/detect-in-match.ts';
import { rateInOrder } from '../services/ladders/count.ts';
import { notifyOfMatch } from '../services/notify-match.ts';
import type { Services } from '../services/index.ts';
import { once, type Step } from '../services/results.ts';
import { countStatistics } from '../services/statistics/count.ts';
import { tellRanks } from '../services/tell-ranks.ts';
import { takeResult } from '../services/tournaments/outcomes.ts';
import { verifyMatch } from '../services/verify-match.ts';

/** What steps use beside the database. */
export type JobServices = Pick<Services, 'boards' | 'pushes'>;

export const jobsWith = ({ boards, pushes }: JobServices) =>
  ({
    verify: verifyMatch,
    rate: rateInOrder,
    boards: once(tellRanks(pushes, boards)),
    detect: once(detectInMatch),
    compact: once(compactMatch),
    analyse: once(analyseMatch),
    statistics: once(countStatistics),
    tournaments: once(takeResult),
    achievements: once(scoreMatch),
    notify: once(notifyOfMatch(pushes)),
  }) as const satisfies Record<PipelineStep, Step>;
