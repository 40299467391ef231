// Which input of a seat is played in which tick, however unevenly they come.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/games/kit/index.ts';
import { cushion, InputPace } from '../../src/rooms/input-pace.ts';

const longestHold = 7;
const patience = 30;
const calmFor = 300;

/** Plays inputs numbered from 1; `arriving[tick]` of them come before each tick. Returns what each tick played. */
function play(arriving: readonly number[]): { played: (number | undefined)[]; waiting: number } {
  const pace = new InputPace({ longestHold, patience, calm: calmFor });
  const queue: Input[] = [];
  const arrived = {
    get size() {
      return queue.length;
    },
    next: () => queue.shift(),
  };
  let last = 0;
  const played = arriving.map((count) => {
    for (let i = 0; i < count; i++) queue.push({ number: ++last });
    pace.trim(arrived);
    const input = arrived.next();
    return (input ? pace.played(input) : pace.missed())?.['number'];
  });
  return { played, waiting: queue.length };
}

/** How many come before each tick, when the input of tick `i` is late by `lateness[i]` ticks, and none overtakes another. */
function arrivals(lateness: readonly number[], length = lateness.length + longestHold): number[] {
  const arriving = Array.from({ length }, () => 0);
  let due = 0;
  for (const [tick, late] of lateness.entries()) {
    due = Math.max(due, tick + late);
    if (due < length) arriving[due]! += 1;
  }
  return arriving;
}

const inputsOf = (played: readonly (number | undefined)[]): number[] => played.filter((number) => number !== undefined);
const rising = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const calm = (ticks: number): number[] => Array.from({ length: ticks }, () => 1);

describe('the pace of inputs', () => {
  it('[V3] jitter that the cushion covers changes nothing: each input is played once, in order', () => {
    const lateness = fc.array(fc.integer({ min: 0, max: cushion }), { minLength: 40, maxLength: 200 });
    fc.assert(
      fc.property(lateness, (late) => {
        const played = inputsOf(play(arrivals(late)).played);
        expect(played.slice(0, late.length)).toEqual(rising(late.length));
      }),
    );
  });

  it('through a gap the last input is held, and the late ones are dropped: as many ticks as inputs', () => {
    const settled = [cushion, ...Array.from({ length: 29 }, () => 0)];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestHold }), (gap) => {
        const late = [...settled, gap + cushion, ...Array.from({ length: 40 }, () => 0)];
        const { played } = play(arrivals(late, late.length));
        const starved = settled.length + cushion;
        // Every tick from the first input on played one, and the newest input of all is as late as it was before.
        expect(inputsOf(played).length).toBe(late.length - cushion);
        expect(played.at(-1)).toBe(late.length - cushion);
        expect(played.slice(starved, starved + gap)).toEqual(Array.from({ length: gap }, () => played[starved - 1]));
      }),
    );
  });

  it('[V3] a seat that sends nothing more stands after a quarter of a second', () => {
    const { played } = play([...calm(20), ...Array.from({ length: 40 }, () => 0)]);
    expect(inputsOf(played.slice(20)).length).toBe(longestHold);
    expect(played.slice(20 + cushion + longestHold).every((number) => number === undefined)).toBe(true);
  });

  it('[V3] whatever comes whenever, no input is played out of order, or held for longer than it may be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 300 }), (arriving) => {
        const played = inputsOf(play(arriving).played);
        expect(played).toEqual(played.toSorted((a, b) => a - b));
        for (const number of new Set(played)) {
          expect(played.filter((other) => other === number).length).toBeLessThanOrEqual(1 + longestHold);
        }
      }),
    );
  });

  it('once nothing is late any more, what waits is let down one by one, and every input is played in its own tick', () => {
    const uneven = [1, ...Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? 3 : 0))];
    expect(play([...uneven, ...calm(30)]).waiting).toBe(cushion);
    const whole = [...uneven, ...calm((cushion + 1) * calmFor)];
    const { played, waiting } = play(whole);
    expect(waiting).toBe(0);
    expect(played.at(-1)).toBe(whole.length);
  });

  it('after a burst without a gap the cushion is all that waits, a second later', () => {
    expect(play([10, ...calm(patience - 1)]).waiting).toBeGreaterThan(cushion);
    expect(play([10, ...calm(patience)]).waiting).toBe(cushion);
  });
});
