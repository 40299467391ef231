// The numbers of the arena. Lengths are in units of 1/256 tile, times in ticks, speeds in units a tick.

/** Drawn at 32 pixels a tile, a unit is an eighth of a pixel. */
export const TILE = 256;
export const TICK_RATE = 30;
const seconds = (count: number): number => count * TICK_RATE;

/** Half the side of the square that walls stop. */
export const PLAYER_HALF = 96;
export const FULL_HEALTH = 100;
export const RESPAWN_DELAY = seconds(3);
/** After a respawn nothing harms, until then or until the first own shot. */
export const PROTECTION = seconds(2);

export interface Speed {
  readonly straight: number;
  /** On each axis: straight / √2, rounded down, so that no direction is faster. */
  readonly diagonal: number;
}
export const WALK: Speed = { straight: 40, diagonal: 28 };
export const RUN: Speed = { straight: 56, diagonal: 39 };

/** Shots move in quarters of a tick: 48 units are less than any target, so that none is jumped over. */
export const QUARTERS = 4;
export const SHOT_STEP = 48;
export const SHOT_HALF = 16;
/** Quarters after which a shot ends in mid-air: 36 ticks, 27 tiles. */
export const SHOT_REACH = 144;
/** A shot hits who is this close to it. */
export const HIT_RADIUS = PLAYER_HALF + SHOT_HALF;
export const DAMAGE = 25;
export const SHIELDED_DAMAGE = 10;
export const COOLDOWN = 9;
export const RAPID_COOLDOWN = 5;

/** Ticks of positions that are kept: the present one, and as many as an input may have been late in seeing. */
export const REMEMBERED = 8;
export const OLDEST_VIEW = REMEMBERED - 1;

export const PICKUP_RADIUS = 128;
export const PICKUP_RETURN = seconds(15);
export const HEALING = 50;
export const BOOST = seconds(8);
