// A verdict in words.

import type { LogEntry, LogHeader } from '../../games/kit/index.ts';
import type { LogDifference } from '../../replays/compare.ts';
import type { Place, SignatureState, Verdict } from '../../replays/verdict.ts';

export interface Report {
  /** What the log came in. */
  readonly form: 'log' | 'replay';
  readonly verdict: Verdict;
  /** Undefined where the log has none that can be read. */
  readonly match: (LogHeader & { readonly entries: number }) | undefined;
  /** Of --against: undefined when it was not given, null when both logs say the same. */
  readonly difference?: LogDifference | null | undefined;
}

export const isGood = ({ verdict, difference }: Report): boolean => verdict.verified && !difference;

export function toJson({ form, verdict, match, difference }: Report): string {
  const bytesAsHex = (_key: string, value: unknown): unknown =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  return JSON.stringify({ ...verdict, form, match, ...(difference !== undefined && { difference }) }, bytesAsHex);
}

export function toText({ form, verdict, match, difference }: Report): string {
  const lines = verdict.verified
    ? [
        ['verified', `${match?.entries} entries, ${verdict.ticks} ticks, played again to the same end`],
        ['result', `${verdict.outcome.reason}, ranks ${verdict.outcome.ranks.join(' ')}`],
      ]
    : [
        ['NOT VERIFIED', verdict.what],
        ['where', whereText(verdict.place)],
      ];
  if (match) lines.push(['match', `${match.matchId}: ${match.game} ${match.mode}, rules version ${match.rules}`]);
  if (form === 'replay') lines.push(['file', verdict.verified ? 'a replay: its keyframes are right, too' : 'a replay']);
  lines.push(['signature', signatureText(verdict.signature, verdict.keyId)]);
  if (difference !== undefined) lines.push(...differenceLines(difference));
  return lines.map(([name = '', text = '']) => `${name.padEnd(14)}${text}`).join('\n');
}

function whereText(place: Place): string {
  switch (place.part) {
    case 'magic':
      return 'the first 14 bytes';
    case 'head':
      return 'the signed head, behind the last chunk';
    case 'log':
      return 'not known; another copy of the log would tell (--against)';
    case 'tick':
      return `tick ${place.tick}; up to tick ${place.rightUpTo} every recorded hash is right`;
    case 'chunk': {
      const [first, last] = place.entries ?? [];
      const entries = first === last ? `entry ${first}` : `one of the entries ${first} to ${last}`;
      return `chunk ${place.chunk}${first === undefined ? '' : `, ${entries}`}`;
    }
  }
}

function signatureText(state: SignatureState, keyId: string | undefined): string {
  const texts: Record<SignatureState, string> = {
    valid: `valid, by key ${keyId}`,
    wrong: 'wrong',
    missing: 'missing: the log has no signed head',
    unknown_key: `by key ${keyId}, which is not among those given`,
    not_checked: keyId === undefined ? 'not looked at' : `not checked: no keys given (it names key ${keyId})`,
  };
  return texts[state];
}

function differenceLines(difference: LogDifference | null): [string, string][] {
  if (!difference) return [['difference', 'none: both logs say the same']];
  const { header, entry, state } = difference;
  const lines: [string, string][] = [];
  if (header) lines.push(['difference', `in the header, ${header.path}: ${header.values.join(' ≠ ')}`]);
  if (entry) lines.push(['difference', `entry ${entry.number}: ${entry.entries.map(entryText).join(' ≠ ')}`]);
  if (state) lines.push(['first field', `after tick ${state.tick}, ${state.path}: ${state.values.join(' ≠ ')}`]);
  else if (entry) lines.push(['first field', 'none: the states are the same for as long as both logs go on']);
  return lines;
}

function entryText(entry: LogEntry | undefined): string {
  if (!entry) return 'nothing';
  const seat = 'seat' in entry ? ` by seat ${entry.seat}` : '';
  const more = entry.kind === 'action' ? entry.action : entry.kind === 'inputs' ? entry.changes : undefined;
  return `${entry.kind} at tick ${entry.tick}${seat}${more === undefined ? '' : ` ${JSON.stringify(more)}`}`;
}
