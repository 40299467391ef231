// Logs that lie: what a player did is taken out, swapped or altered, one place at a time, and the log judged.

import { expect } from 'vitest';

import { type Game, plain } from '../../src/games/kit/game.ts';
import type { LogEntry, MatchLog } from '../../src/games/kit/log.ts';
import { Divergence, replay } from '../../src/games/kit/replay.ts';
import { snapshot } from '../../src/games/kit/snapshot.ts';
import { sha256 } from './driver.ts';

export interface Tally {
  altered: number;
  found: number;
}

type Deed = Extract<LogEntry, { kind: 'action' | 'inputs' }>;

const isDeed = (entry: LogEntry): entry is Deed => entry.kind === 'action' || entry.kind === 'inputs';

/** Alters a log in many places, one at a time, and has it judged. */
export function findsAlterations(game: Game, log: MatchLog, tally: Tally): void {
  const { entries } = log;
  const places = entries.flatMap((entry, at) => (isDeed(entry) ? [at] : []));
  const stride = Math.ceil(places.length / 20);
  for (let i = 0; i + 1 < places.length; i += stride) {
    const [at, following] = [places[i]!, places[i + 1]!];
    const [one, two] = [entries[at] as Deed, entries[following] as Deed];
    if (JSON.stringify({ ...one, tick: 0 }) === JSON.stringify({ ...two, tick: 0 })) continue;
    judge(game, log, entries.toSpliced(at, 1), tally);
    judge(game, log, entries.with(at, { ...two, tick: one.tick }).with(following, { ...one, tick: two.tick }), tally);
    judge(game, log, entries.with(at, ofAnother(two, one)), tally);
  }
}

/** What one deed says, in the place of another and by its seat. */
function ofAnother(deed: Deed, { tick, ...place }: Deed): Deed {
  if (deed.kind === 'action') return { ...deed, tick, seat: place.kind === 'action' ? place.seat : 0 };
  const seat = place.kind === 'inputs' ? place.changes[0]![0] : 0;
  return { ...deed, tick, changes: [[seat, deed.changes[0]![1]]] };
}

function judge(game: Game, log: MatchLog, entries: readonly LogEntry[], tally: Tally): void {
  tally.altered++;
  try {
    const { state } = replay(game.rules, { ...log, entries }, { make: plain, sha256 });
    const honest = replay(game.rules, log, { make: plain, sha256 });
    expect(snapshot(state), `seed ${log.header.seed}: an altered log was believed`).toEqual(snapshot(honest.state));
  } catch (error) {
    if (!(error instanceof Divergence)) throw error;
    tally.found++;
  }
}
