// Clean play opens no case; `npm run detect:measure` tries many times as much of it.

import { describe, expect, it } from 'vitest';
import { cleanPlay } from '../../loadtest/detect/clean.ts';
import { detect } from '../../src/anticheat/index.ts';
import { review } from '../../src/anticheat/review.ts';

const matches = 3;

describe('clean play', () => {
  it.each(Object.entries(cleanPlay))('[V6] opens no case: %s', (_kind, play) => {
    for (let n = 0; n < matches; n++) {
      const { game, log, beside } = play(1_000 + n);
      expect(detect(review(game, log, beside))).toEqual([]);
    }
  });
});
