// Carries a ladder's rebuild to its end, and shows how far it is.

import type { Ladders } from '../../services/ladders/index.ts';
import type { Ladder } from '../../services/ladders/results.ts';

const reportEveryMs = 1_000;

/** Of a rebuild that has begun. */
export async function rebuildLadder(ladders: Ladders, ladder: Ladder): Promise<void> {
  const { game, mode, season } = ladder;
  const name = `${game} ${mode}, season ${season}`;
  const { results = 0 } = (await ladders.list(ladder)).find((state) => state.season === season) ?? {};
  let done = 0;
  let reportedAt = performance.now();
  for (;;) {
    const counted = await ladders.rebuildFurther(ladder);
    if (counted === undefined) break;
    done += counted;
    if (performance.now() - reportedAt < reportEveryMs) continue;
    reportedAt = performance.now();
    console.log(`${name}: ${done} of about ${results} results`);
  }
  console.log(`${name}: rebuilt, ${done} results counted in this run`);
}
