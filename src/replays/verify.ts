// The second judge: takes a log, trusts nothing in it, and plays the match again.

import {
  Divergence,
  type Game,
  type MatchLog,
  plain,
  type Replayed,
  type ReplayOptions,
  replay,
  rulesOf,
  type Rules,
  type Sha256,
} from '../games/kit/index.ts';
import { findDamage } from './damage.ts';
import { decodeLog, UnreadableChunk } from './log-codec.ts';
import type { LogFile } from './log-file.ts';
import { checkSeal, type Trust } from './seal.ts';
import type { Fault, Verdict } from './verdict.ts';

export interface Judge {
  /** The rules by which a log is to be judged. */
  readonly gameById: (id: string) => Game | undefined;
  readonly sha256: Sha256;
  /** Given, it demands a valid signature; otherwise signatures are not looked at. */
  readonly trust?: Trust | undefined;
  /** The fingerprint of a game's rules here, to explain why a log plays otherwise. */
  readonly rulesHash?: (gameId: string) => string | undefined;
  /** Who looks on while a log is played by the rules that wrote it. */
  readonly onlooker?: (log: MatchLog, game: Game, rules: Rules) => Pick<ReplayOptions, 'watch' | 'leave'>;
}

/** Judges a finished match's log. */
export function verify(file: LogFile, judge: Judge): Verdict {
  const { sha256, trust } = judge;
  const damage = findDamage(file, sha256);
  if (damage) return { verified: false, signature: 'not_checked', ...damage };
  let log: MatchLog;
  try {
    log = decodeLog(file.chunks.map((chunk) => chunk.bytes));
  } catch (error) {
    return { verified: false, signature: 'not_checked', ...unreadable(error as Error) };
  }
  const { fault: sealFault, ...signed } = checkSeal(file, log.header.matchId, trust, sha256);
  // A head that is wrong makes the rest moot.
  if (sealFault?.place.part === 'head' && file.head) return { verified: false, ...sealFault, ...signed };
  const played = playAgain(log, judge);
  if ('what' in played || sealFault) {
    return { verified: false, ...join(sealFault, 'what' in played ? played : undefined), ...signed };
  }
  return { verified: true, ...played, ...signed };
}

function unreadable(error: Error): Fault {
  const place = error instanceof UnreadableChunk ? ({ part: 'chunk', chunk: error.chunk } as const) : undefined;
  return { what: error.message, place: place ?? { part: 'log' } };
}

/** Whether playing a log could take for ever: no match lasts that long, but a forged tick may say so. */
export function isEndless({ entries }: MatchLog, { rules }: Game): boolean {
  return entries.some(({ tick }) => tick > 30 * 24 * 3600 * rules.tickRate);
}

/** What the rules say: the end that they come to, or where they would have gone on otherwise. */
function playAgain(
  log: MatchLog,
  { gameById, sha256, rulesHash, onlooker }: Judge,
): Fault | Pick<Verdict & { verified: true }, 'outcome' | 'ticks'> {
  const game = gameById(log.header.game);
  if (!game) return { what: `the game "${log.header.game}" is not known here`, place: { part: 'log' } };
  const rules = rulesOf(game, log.header.rules);
  if (!rules) {
    const what = `rules version ${log.header.rules} of ${log.header.game} is not kept here`;
    return { what, place: { part: 'log' } };
  }
  if (isEndless(log, game)) return { what: 'the log speaks of more than thirty days', place: { part: 'log' } };
  let played: Replayed<{ tick: number }>;
  try {
    const { actions, inputs } = game;
    const shapes = { actions, ...(inputs && { inputs }) };
    played = replay(rules, log, { ...shapes, ...onlooker?.(log, game, rules), make: plain, sha256 });
  } catch (error) {
    const here = rulesHash?.(log.header.game);
    const otherCode = log.header.rulesHash !== undefined && here !== undefined && log.header.rulesHash !== here;
    const why = otherCode ? `; it was written by other code (${log.header.rulesHash}) than this (${here})` : '';
    const what = (error as Error).message + why;
    if (!(error instanceof Divergence)) return { what, place: { part: 'log' } };
    const { tick } = error;
    const right = log.entries.filter((entry) => entry.kind === 'hash' && entry.tick < tick);
    return { what, place: { part: 'tick', tick, rightUpTo: right.at(-1)?.tick ?? 0 } };
  }
  const { outcome, state } = played;
  if (!outcome) return { what: `the log has no end; its last tick is ${state.tick}`, place: { part: 'log' } };
  return { outcome, ticks: state.tick };
}

/** Entries that were not signed are best named by the tick at which they fail. */
function join(seal: Fault | undefined, play: Fault | undefined): Fault {
  if (!seal || !play) return (seal ?? play)!;
  return { what: `${seal.what}; ${play.what}`, place: play.place };
}
