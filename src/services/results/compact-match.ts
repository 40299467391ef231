// Puts compact replays in the place of verified matches' chunks.

import { take } from '../resimulation/play.ts';
import type { BatchWork } from './index.ts';

/** Leaves the chunks of a log that would not come out of its replay as it is, and those of one that was found false. */
export const compactMatches: BatchWork = async (tx, matchIds, plays) => {
  const ids = [...matchIds];
  const verified = await tx.match.findMany({ where: { id: { in: ids }, verified: true }, select: { id: true } });
  const played = await plays(tx, ids);
  const data = verified.flatMap(({ id: matchId }) => {
    const match = played.get(matchId)!;
    const bytes = match.fault === null ? take(match.replay) : undefined;
    return bytes ? [{ matchId, bytes: Buffer.from(bytes) }] : [];
  });
  await tx.replay.createMany({ data, skipDuplicates: true });
  await tx.matchChunk.deleteMany({ where: { matchId: { in: data.map(({ matchId }) => matchId) } } });
};
