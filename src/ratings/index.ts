// The rating systems that a mode may name.

import { elo } from './elo.ts';
import { glicko2 } from './glicko2.ts';
import { openskill } from './openskill.ts';
import type { RatingSystem } from './system.ts';

export const ratingSystems = {
  elo,
  glicko2,
  openskill,
} as const satisfies Record<string, RatingSystem>;

export type RatingSystemId = keyof typeof ratingSystems;
