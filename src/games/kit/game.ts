// The contract between a game and everything that runs, records, replays or judges it.
// Rules are pure: what they may know is their arguments, what they may change is the state they are given.

import type { QueueTerms } from '../../matchmaking/terms.ts';
import type { RatingSystemId } from '../../ratings/index.ts';
import type { Analysis } from './analysis.ts';
import type { Conduct } from './conduct.ts';

/** Index into a match's seats, 0-based. Seats are a match's only idea of who acts. */
export type Seat = number;

/** Words of a seeded generator (see rng.ts): an array, so that it can be a field of a state. */
export type RngWords = number[];

/** What every game's state has. `tick` is advanced by `Match`, never by a game's rules. */
export interface MatchState {
  tick: number;
}

/** What a seat wants in one tick of a real-time game: integers by name. */
export type Input = Readonly<Record<string, number>>;

/** How a match ended. `ranks[seat]` is 1 for the best; equal ranks are a tie. */
export interface Outcome {
  readonly ranks: readonly number[];
  /** The game's own word for how it ended: `checkmate`, `time`, … */
  readonly reason: string;
}

/** One way to play a game. A game extends it with settings of its own (clocks, map, …). */
export interface Mode {
  readonly title: string;
  readonly seats: number;
  /** Whether finished matches move ratings. */
  readonly rated: boolean;
  /** By which system; Glicko-2 unless told otherwise. After a change, `arbiter ratings rebuild` counts anew. */
  readonly ratingSystem?: RatingSystemId;
  /** By how much spectators are behind; left out: 30 in a rated mode, 0 in another. */
  readonly watchDelaySeconds?: number;
  /** For how long a seat whose connection dropped is kept, in seconds. */
  readonly graceSeconds: number;
  /** How its players are brought together, where it differs from what is usual (docs/matchmaking.md). */
  readonly queue?: Partial<QueueTerms>;
}

/** `rated`: whether this very match is, which one with bots is in no mode. */
export const watchDelaySeconds = (mode: Mode, rated: boolean): number => mode.watchDelaySeconds ?? (rated ? 30 : 0);

/**
 * Creates an entity of a state. In a replay it is the identity (`plain`), in a live room it builds the Colyseus
 * schema object of that kind, so that the same rules run on both.
 */
// oxlint-disable-next-line no-explicit-any -- who runs any game hands on a `make` that each game types for itself
export type Make<Entities = any> = <Kind extends keyof Entities & string>(
  kind: Kind,
  fields: Entities[Kind],
) => Entities[Kind];

/** A game's pure rules. Integers only; no clock, no Math.random, no order but that of seats and of the log. */
export interface Rules<
  State extends MatchState = MatchState,
  Action = unknown,
  Reason extends string = string,
  M extends Mode = Mode,
  // oxlint-disable-next-line no-explicit-any -- each game names its own entities; only its own rules call its `make`
  Entities = any,
  In extends Input = Input,
> {
  readonly id: string;
  /** Raised whenever an old log would replay to another state; golden logs hold it to that. */
  readonly version: number;
  /** Ticks a second. Clocks and delays are counted in ticks. */
  readonly tickRate: number;
  readonly modes: Readonly<Record<string, M>>;
  readonly defaultMode: string;
  /** The closed list of reasons that `refuse` may give. */
  readonly reasons: readonly Reason[];

  /** The state before the first tick. `rng` may be kept as a field of the state. */
  setup(make: Make<Entities>, mode: M, rng: RngWords): State;
  /** Why this action is not allowed now, or undefined. Never changes the state. */
  refuse(state: State, seat: Seat, action: Action): Reason | undefined;
  /** Carries out an action that was not refused. */
  apply(state: State, seat: Seat, action: Action, make: Make<Entities>): void;
  /**
   * One tick of time; `state.tick` is already the new one. `inputs[seat]` is what the seat wants in this tick of a
   * real-time game, undefined where nothing came from it.
   */
  step?(state: State, inputs: readonly (In | undefined)[], make: Make<Entities>): void;
  /** This seat is gone for good: it left, or its grace time ran out. */
  leave(state: State, seat: Seat): void;
  /**
   * The seat that is to act next. A game that has turns is journaled before an action is acknowledged; one without is
   * journaled every second.
   */
  turn?(state: State): Seat | undefined;
  outcome(state: State): Outcome | undefined;
  /** Whom a seat plays with: seats of one team share their rank. Absent: every seat plays for itself. */
  team?(mode: M, seat: Seat): number;
  /**
   * In a game with hidden information: the entities whose fields marked `.view()` this seat may know, beyond what is
   * public. Spectators know what is public only.
   */
  view?(state: State, seat: Seat): readonly object[];
}

/**
 * Plays a seat through the same actions, or in a real-time game the same inputs, as people; undefined when it has
 * nothing to do now. It is shown the whole state, and looks at nothing that its seat may not know. `rng` is the bot's own.
 */
export type Bot<State, Move> = (state: State, seat: Seat, rng: RngWords) => Move | undefined;

/** How inputs of a real-time game come over the wire. */
export interface InputShape<In extends Input = Input> {
  /** The flat Colyseus schema that clients encode their inputs with. */
  readonly schema: SchemaClass;
  /**
   * A well-formed input out of whatever was decoded: NaN, fractions and values out of range gain nothing. `seenAgo` is
   * how many ticks old the world was that the player saw, as checked by the server. Reading its own result changes
   * nothing.
   */
  read(raw: Readonly<Record<string, unknown>>, seenAgo: number): In;
}

/** The part of a zod schema that the house relies on: wire data in, a well-formed action or an explanation out. */
export interface ActionShape<Action> {
  safeParse(
    value: unknown,
  ): { success: true; data: Action } | { success: false; error: { issues: readonly { message: string }[] } };
}

/** A whole game, as the registry holds it. */
export interface Game<
  State extends MatchState = MatchState,
  Action = unknown,
  Reason extends string = string,
  M extends Mode = Mode,
  // oxlint-disable-next-line no-explicit-any -- as in Rules
  Entities = any,
  In extends Input = Input,
> {
  readonly title: string;
  readonly rules: Rules<State, Action, Reason, M, Entities, In>;
  /** Rules of earlier versions, kept for the logs that they wrote. */
  readonly older?: readonly Rules[];
  readonly actions: ActionShape<Action>;
  /** Makes it a real-time game: each seat sends inputs, of which one is taken per tick. */
  readonly inputs?: InputShape<In>;
  /** The Colyseus schema class of each entity kind; `state` is the root's. */
  readonly entities: Readonly<Record<keyof Entities & string, SchemaClass>>;
  /** Events, places and standings, for spectators and reports. */
  readonly analysis?: Analysis<State>;
  /** How seats play, for the detectors of cheating. */
  readonly conduct?: Conduct<State>;
  /** A `Bot`; as a method, like those of Rules, so that every game is a `Game` to those who know none in particular. */
  bot(state: State, seat: Seat, rng: RngWords): Action | In | undefined;
}

/** The rules that a log was written by, or undefined where they have not been kept. */
export const rulesOf = ({ rules, older = [] }: Game, version: number): Rules | undefined =>
  [rules, ...older].find((each) => each.version === version);

/** What the kit needs of a Colyseus schema class, so that pure code need not import the library. */
export type SchemaClass = new () => { assign(fields: object): object };

/** The identity `make`: replays, verifiers and bots run on plain objects. */
export const plain: Make = (_kind, fields) => fields;

/** The `make` of a live room: the wire objects themselves. */
export function onSchema(entities: Readonly<Record<string, SchemaClass>>): Make {
  return (kind, fields) => {
    const entity = entities[kind];
    if (!entity) throw new Error(`the game declares no entity "${kind}"`);
    return new entity().assign(fields);
  };
}
