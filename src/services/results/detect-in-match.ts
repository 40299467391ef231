// Asks the detectors of cheating about verified matches, and opens cases for what they find.

import { detect } from '../../anticheat/index.ts';
import { decodeLog } from '../../replays/log-codec.ts';
import { type FoundInMatch, report } from '../cases.ts';
import { meetAgain, pairingOf } from './pairing.ts';
import { take } from '../resimulation/play.ts';
import type { BatchWork } from './index.ts';
import { readLog } from '../stored-logs.ts';

/** An unrated match is nobody's loss, and is not looked at. */
export const detectInMatches: BatchWork = async (tx, matchIds, plays) => {
  const matches = await tx.match.findMany({
    where: { id: { in: [...matchIds] }, rated: true },
    include: { seats: { orderBy: { seat: 'asc' } } },
    // What is found in a match is not held against the same two in the next one.
    orderBy: [{ finishedAt: 'asc' }, { id: 'asc' }],
  });
  const played = await plays(tx, matchIds);
  const repeated = await meetAgain(tx, matches);
  const found: FoundInMatch[] = [];
  for (const match of matches) {
    const one = played.get(match.id)!;
    if (one.fault !== null) continue;
    const again = repeated.has(match.id);
    if (again) await report(tx, found.splice(0));
    const findings = [...take(one.findings), ...(again ? await detectInPair(tx, match) : [])];
    found.push({ matchId: match.id, playerIds: match.seats.map(({ playerId }) => playerId), findings });
  }
  await report(tx, found);
};

/** What is to be found in a match by what the two have played before it. */
async function detectInPair(tx: Parameters<BatchWork>[0], match: Parameters<typeof pairingOf>[1]) {
  const { chunks } = await readLog(tx, match.id);
  const log = decodeLog(chunks.map(({ bytes }) => bytes));
  const beside = { observations: [], keys: [], refusals: [], pairing: await pairingOf(tx, match) };
  return detect({ log, ...beside }, { only: ['pairings'] });
}
