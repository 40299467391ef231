// The contract between detectors of cheating and whoever asks them. A detector is a pure function over what is known of
// one match; what it finds is evidence for a person, and never a verdict.

import type { MatchLog, Observation, Seat } from '../games/kit/index.ts';

/** How often a seat's actions were refused for one reason, and when first and last. Refusals are not in the log. */
export interface Refusals {
  readonly reason: string;
  readonly count: number;
  readonly firstTick: number;
  readonly lastTick: number;
}

/** One finished match of two players against each other. */
export interface PairResult {
  readonly matchId: string;
  /** The player who won; null in a draw. */
  readonly winner: string | null;
  readonly ticks: number;
}

/** What the two players of a match have played against each other lately, in this game and mode. */
export interface Pairing {
  /** Oldest first; this match is the last. */
  readonly results: readonly PairResult[];
  /** Rated matches that each seat's player has played in the same time, whomever against. */
  readonly played: readonly number[];
  /** The median length of what others play; undefined where too few have. */
  readonly typicalTicks: number | undefined;
}

/** All that detectors may know of a match. */
export interface Review {
  readonly log: MatchLog;
  readonly observations: readonly Observation[];
  /** The fields of inputs that stand for keys (see Conduct). */
  readonly keys: readonly string[];
  /** By seat; empty where nothing was counted. */
  readonly refusals: readonly (readonly Refusals[])[];
  /** Only for matches of two. */
  readonly pairing: Pairing | undefined;
}

/** How far a seat goes in what a detector looks at. */
export interface Measurement {
  readonly seat: Seat;
  readonly value: number;
  /** When it shows: at most `evidenceLimit` ticks, in order. */
  readonly ticks: readonly number[];
  /** Other matches in which it shows, too. */
  readonly matches?: readonly string[];
  /** One sentence for the person who looks into it. */
  readonly summary: string;
}

export interface Detector {
  /** What it holds against a seat, for people. */
  readonly about: string;
  /** What its values are, for people. */
  readonly unit: string;
  /** It tells machines from people, so it has nothing to say about a seat that is declared to be a bot. */
  readonly ofMachines: boolean;
  /** From this value on a measurement is a finding. Measured, not guessed: docs/anti-cheat.md. */
  readonly threshold: number;
  /** The value of an outright cheat. */
  readonly extreme: number;
  /** Nothing for a seat that has done too little to be judged. */
  readonly measure: (review: Review) => readonly Measurement[];
}

/** A measurement past its detector's threshold: a case for a person. */
export interface Finding<DetectorId extends string = string> extends Measurement {
  readonly detector: DetectorId;
  /** Where the value lies from the threshold (0) to the extreme (1). For sorting cases; it is not a likelihood. */
  readonly score: number;
}

const evidenceLimit = 50;

/** The first ticks of a longer list. */
export const evidence = (ticks: readonly number[]): number[] => ticks.slice(0, evidenceLimit);

/** Seats that have something of the kind asked for, and what. */
export function bySeat<T extends { readonly seat: Seat }>(items: readonly T[]): Map<Seat, T[]> {
  const seats = new Map<Seat, T[]>();
  for (const item of items) {
    const own = seats.get(item.seat);
    if (own) own.push(item);
    else seats.set(item.seat, [item]);
  }
  return seats;
}

/** The observations of one kind. */
export function observed<Kind extends Observation['kind']>(
  { observations }: Review,
  kind: Kind,
): Extract<Observation, { kind: Kind }>[] {
  return observations.filter((each): each is Extract<Observation, { kind: Kind }> => each.kind === kind);
}
