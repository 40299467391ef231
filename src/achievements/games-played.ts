// For playing on, whatever comes of it.

import { sum } from './kit.ts';

const each = (): number => 1;

export const firstSteps = sum(
  { title: 'First Steps', description: 'Finish your first game', tier: 'bronze', points: 5 },
  1,
  each,
);

export const novicePlayer = sum(
  { title: 'Novice Player', description: 'Finish 5 games', tier: 'bronze', points: 10 },
  5,
  each,
);

export const dedicated = sum(
  { title: 'Dedicated', description: 'Finish 25 games', tier: 'silver', points: 25 },
  25,
  each,
);

export const veteran = sum({ title: 'Veteran', description: 'Finish 100 games', tier: 'gold', points: 50 }, 100, each);
