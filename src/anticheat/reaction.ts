// Answers sooner than anyone can see what they answer. Merely noticing that something has appeared takes people 131 ms on
// average, before any finger moves (Woods et al. 2015, Frontiers in Human Neuroscience 9:131).

import { bySeat, type Detector, evidence, type Measurement, observed } from './kit.ts';
import { percent } from './statistics.ts';

/** In milliseconds; what the connection adds is in the measured time, too, and only ever lengthens it. */
const tooSoon = 120;
const leastAnswers = 15;
/** Who foresees what comes is early about as often as late, and may be as close as it likes. */
const mostForeseen = 0.25;

export const reaction: Detector = {
  about: 'reacted sooner than people can',
  unit: `of all answers to one kind of event, the share within ${tooSoon} ms`,
  ofMachines: true,
  // Far beyond half, so that the median is inhuman, too: people who guess right are often quick.
  threshold: 0.65,
  extreme: 1,

  measure(review) {
    const { tickRate } = review.log.header;
    return [...bySeat(observed(review, 'reaction'))].flatMap(([seat, reactions]) =>
      [...Map.groupBy(reactions, ({ to }) => to)].flatMap(([to, own]) => judge(seat, to, own, tickRate)),
    );
  },
};

function judge(
  seat: number,
  to: string,
  reactions: readonly { readonly tick: number; readonly afterTicks: number }[],
  tickRate: number,
): Measurement[] {
  const seen = reactions.filter(({ afterTicks }) => afterTicks > 0);
  const foreseen = 1 - seen.length / reactions.length;
  if (seen.length < leastAnswers || foreseen > mostForeseen) return [];
  const soon = seen.filter(({ afterTicks }) => afterTicks * 1000 <= tooSoon * tickRate);
  const value = soon.length / seen.length;
  const ticks = evidence(soon.map(({ tick }) => tick));
  return [
    { seat, value, ticks, summary: `${percent(value)} of ${seen.length} answers to "${to}" came within ${tooSoon} ms` },
  ];
}
