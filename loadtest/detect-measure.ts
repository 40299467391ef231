// `npm run detect:measure`: how often detectors of cheating are wrong about clean play, and how often they find the cheats
// that were made for them. Fails when one accuses the innocent or misses more of its own than it may.

import { detectorIds, detectors, type DetectorId, measure } from '../src/anticheat/index.ts';
import { review } from '../src/anticheat/review.ts';
import { cheats } from './detect/cheats.ts';
import { cleanPlay } from './detect/clean.ts';
import type { PlayedMatch } from './detect/people/play.ts';
import { giveUp, numberOf, optionsOf, progress, progressIsOver, say } from './script.ts';

const usage = `usage: npm run detect:measure -- [options]

Measures how often detectors of cheating are wrong about clean play, and how often they find cheats.

  --only <detector>    one of: ${detectorIds.join(', ')}
  --matches <number>   of each kind of play; default 50
  --first <number>     the number of the first match: others are other matches; default 0
  --quick              four matches of each kind
  --json               the figures on the last line, as JSON`;

const values = optionsOf(usage, {
  only: { type: 'string' },
  matches: { type: 'string', default: '50' },
  first: { type: 'string', default: '0' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
});

/** Of the cheats made for a detector; a match may be too short to show one. */
const leastFound = 0.9;

interface Score {
  /** Seats of clean players that did enough to be judged. */
  judged: number;
  accused: number;
  highest: number;
  /** Cheating seats that did enough to be judged, and those of them that were found. */
  cheating: number;
  found: number;
  /** The lowest value of a cheating seat. */
  lowest: number;
}

const matches = values.quick ? 4 : numberOf(values, 'matches');
const asked = detectorIds.filter((id) => values.only === undefined || id === values.only);
/** The number of the first match: other numbers are other matches than those that thresholds were set by. */
const first = numberOf(values, 'first');
if (asked.length === 0 || matches === 0)
  giveUp(`--only is one of ${detectorIds.join(', ')}; --matches how many of each kind, from --first on`);
const scores = new Map(
  asked.map((id) => [id, { judged: 0, accused: 0, highest: 0, cheating: 0, found: 0, lowest: Infinity }]),
);
let seats = 0;
let played = 0;
for (const [kind, play] of Object.entries(cleanPlay)) {
  progress(`${kind}: ${matches} matches of clean play`);
  for (let n = first; n < first + matches; n++) seats += count(play(n), []);
}
const cheatMatches = Math.max(2, Math.round(matches / 5));
for (const [name, { detector, seats: guilty, play }] of Object.entries(cheats)) {
  if (!scores.has(detector)) continue;
  progress(`${name}: ${cheatMatches} matches`);
  for (let n = first; n < first + cheatMatches; n++) seats += count(play(n), guilty, detector);
}
progressIsOver();
print();
process.exit([...scores.values()].every(isRight) ? 0 : 1);

function isRight({ accused, cheating, found }: Score): boolean {
  return accused === 0 && cheating > 0 && found >= leastFound * cheating;
}

/** Notes what detectors make of a match; returns how many clean seats it has. */
function count({ game, log, beside }: PlayedMatch, guilty: readonly number[], by?: DetectorId): number {
  played += 1;
  const reviewed = review(game, log, beside);
  for (const [id, score] of scores) {
    const values = new Map(measure(id, reviewed).map(({ seat, value }) => [seat, value]));
    for (const [seat, value] of values) if (!guilty.includes(seat)) countClean(score, value, detectors[id].threshold);
    if (id === by) for (const seat of guilty) countCheat(score, values.get(seat), detectors[id].threshold);
  }
  return log.header.seats.length - guilty.length;
}

function countClean(score: Score, value: number, threshold: number): void {
  score.judged += 1;
  score.highest = Math.max(score.highest, value);
  if (value >= threshold) score.accused += 1;
}

/** A match may end before a cheat has done enough to be judged. */
function countCheat(score: Score, value: number | undefined, threshold: number): void {
  if (value === undefined) return;
  score.cheating += 1;
  score.lowest = Math.min(score.lowest, value);
  if (value >= threshold) score.found += 1;
}

function print(): void {
  say(`\n${seats} seats that play clean, in ${played} matches`);
  say('\n  detector     judged  accused  highest  threshold  lowest cheat  found');
  for (const [id, { judged, accused, highest, cheating, found, lowest }] of scores) {
    const cells = [
      String(judged).padStart(8),
      String(accused).padStart(9),
      judged > 0 ? highest.toFixed(2).padStart(9) : '–'.padStart(9),
      detectors[id].threshold.toFixed(2).padStart(11),
      lowest.toFixed(2).padStart(14),
      `${found} of ${cheating}`.padStart(10),
    ];
    say(`  ${id.padEnd(11)}${cells.join('')}`);
  }
  if (!values.json) return;
  const figures = [...scores].flatMap(([id, score]) =>
    Object.entries(score).map(([name, value]) => [`${id}_${name}`, Math.round(value * 100) / 100]),
  );
  say(JSON.stringify(Object.fromEntries([['clean_seats', seats], ...figures])));
}
