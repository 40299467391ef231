// An arena match's state: the interfaces that the rules are written against, and the schemas that carry it to clients.

import { schema, t } from '@colyseus/schema';

import type { MatchState, RngWords, Seat } from '../kit/game.ts';

export interface Player {
  x: number;
  y: number;
  /** Where it is walking: -1, 0 or 1 on each axis. */
  moveX: number;
  moveY: number;
  aim: number;
  /** 0: dead, or gone. */
  health: number;
  team: number;
  kills: number;
  deaths: number;
  /** The tick in which a dead player comes back. */
  respawnTick: number;
  /** Nothing harms it before this tick. */
  safeUntil: number;
  speedUntil: number;
  shieldUntil: number;
  rapidUntil: number;
  /** It left the match for good. */
  gone: boolean;
  /** It can't fire before this tick. */
  readyTick: number;
  /** Where it was in the last ticks: see history.ts. */
  past: number[];
}

/** A shot never changes but by ending early, so a client knows its whole flight from the first patch: see shots.ts. */
export interface Shot {
  seat: Seat;
  x: number;
  y: number;
  aim: number;
  /** The tick in which it left (x, y), in the world that its shooter saw. */
  born: number;
  /** For how many quarters of a tick it flies. */
  flight: number;
}

export interface Pickup {
  /** Index into `pickupKinds`. */
  kind: number;
  x: number;
  y: number;
  /** It is there from this tick on. */
  backTick: number;
}

export interface ArenaState extends MatchState {
  /** By seat. */
  players: Player[];
  /** Shots in flight, and ended ones whose places are taken again. */
  shots: Shot[];
  pickups: Pickup[];
  scoreLimit: number;
  /** The tick in which time is up. */
  endTick: number;
  /** Why the match ended; empty while it is on. */
  ending: string;
  rng: RngWords;
}

export const ArenaPlayer = schema(
  {
    x: t.uint16(),
    y: t.uint16(),
    moveX: t.int8(),
    moveY: t.int8(),
    aim: t.uint8(),
    health: t.uint8(),
    team: t.uint16(),
    kills: t.uint16(),
    deaths: t.uint16(),
    respawnTick: t.uint16(),
    safeUntil: t.uint16(),
    speedUntil: t.uint16(),
    shieldUntil: t.uint16(),
    rapidUntil: t.uint16(),
    gone: t.boolean(),
    readyTick: t.uint16().noSync(),
    past: t.array('uint32').noSync(),
  },
  'ArenaPlayer',
);

export const ArenaShot = schema(
  { seat: t.uint16(), x: t.uint16(), y: t.uint16(), aim: t.uint8(), born: t.uint16(), flight: t.uint8() },
  'ArenaShot',
);

export const ArenaPickup = schema(
  { kind: t.uint8(), x: t.uint16(), y: t.uint16(), backTick: t.uint16() },
  'ArenaPickup',
);

/** Ticks fit in 16 bits: no mode lasts for more than half an hour (see modes.ts). */
export const ArenaSchema = schema(
  {
    tick: t.uint16(),
    players: t.array(ArenaPlayer),
    shots: t.array(ArenaShot),
    pickups: t.array(ArenaPickup),
    scoreLimit: t.uint16(),
    endTick: t.uint16(),
    ending: t.string(),
    rng: t.array('uint32').noSync(),
  },
  'Arena',
);
