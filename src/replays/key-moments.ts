// The moments at which a match turned: the largest swings of the evaluation between two samples.

import type { Seat } from '../games/kit/index.ts';

/** Each seat's chances, in thousandths, at one tick. */
export interface Sample {
  readonly tick: number;
  readonly chances: readonly number[];
}

/** From one sample to a later one, both by their index. */
export interface Swing {
  readonly start: number;
  readonly end: number;
  /** Whose chances changed most; of two alike, who gained. */
  readonly seat: Seat;
  readonly before: number;
  readonly after: number;
}

const MOST = 10;
/** Thousandths; less is no turn. */
const LEAST_SWING = 100;

/** Of swings over at most `span` samples the ten largest that don't overlap, in order of time. */
export function keySwings(samples: readonly Sample[], span: number): Swing[] {
  const chosen: Swing[] = [];
  for (const swing of largestFirst(samples, span)) {
    if (chosen.length === MOST) break;
    if (chosen.every(({ start, end }) => swing.end <= start || end <= swing.start)) chosen.push(swing);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

/** Of swings as large, the shorter and then the earlier comes first. */
function largestFirst(samples: readonly Sample[], span: number): Swing[] {
  const swings: Swing[] = [];
  for (let end = 1; end < samples.length; end++) {
    for (let start = Math.max(0, end - span); start < end; start++) {
      const swing = swingBetween(samples, start, end);
      if (sizeOf(swing) >= LEAST_SWING) swings.push(swing);
    }
  }
  const length = ({ start, end }: Swing): number => end - start;
  return swings.sort((a, b) => sizeOf(b) - sizeOf(a) || length(a) - length(b) || a.end - b.end);
}

const sizeOf = ({ before, after }: Swing): number => Math.abs(after - before);

function swingBetween(samples: readonly Sample[], start: number, end: number): Swing {
  const [before, after] = [samples[start]!.chances, samples[end]!.chances];
  const change = (seat: Seat): number => after[seat]! - before[seat]!;
  let most = 0;
  for (const seat of after.keys()) {
    const more = Math.abs(change(seat)) - Math.abs(change(most));
    if (more > 0 || (more === 0 && change(seat) > change(most))) most = seat;
  }
  return { start, end, seat: most, before: before[most]!, after: after[most]! };
}
