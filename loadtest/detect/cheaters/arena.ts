// People who cheat at the arena, each in one way; the detectors must find every one. What they compute is their own, not
// what the detectors compare it with.

import { HIT_RADIUS, QUARTERS, SHOT_STEP, TILE } from '../../../src/games/arena/balance.ts';
import { mapFor, type Point } from '../../../src/games/arena/map.ts';
import { isClear } from '../../../src/games/arena/shots.ts';
import type { Player } from '../../../src/games/arena/state.ts';
import type { ArenaPlayer, View } from '../people/arena.ts';

/** Makes a cheat of a person. */
type Cheat = (person: ArenaPlayer) => ArenaPlayer;

/** Ticks from what a cheat's program sees to what it does: its connection. */
const lag = 2;
const speed = SHOT_STEP * QUARTERS;

/** Cheats from one tick up to another, and plays fair before and after. */
export const during = (from: number, to: number, cheat: Cheat): Cheat => {
  return (person) => {
    const cheating = cheat(person);
    return (view) => (view.state.tick >= from && view.state.tick < to ? cheating : person)(view);
  };
};

/** Walks and fires as its person does, but puts every shot exactly where the target will be. */
export const aimbot: Cheat = (person) => (view) => {
  const input = person(view);
  const me = view.state.players[view.seat]!;
  const [target] = targets(view, lag);
  return target ? { ...input, aim: directionOf(me, intercept(me, target)), seenAgo: lag } : input;
};

/** Aims by hand; a program fires whenever someone is in the line of fire. */
export const triggerBot: Cheat = (person) => (view) => {
  const input = person(view);
  const me = view.state.players[view.seat]!;
  const radians = (me.aim * 2 * Math.PI) / 256;
  const inLine = targets(view, 1).some((target) => {
    const point = intercept(me, target);
    const [x, y] = [point.x - me.x, point.y - me.y];
    const across = Math.abs(x * Math.sin(radians) - y * Math.cos(radians));
    return x * Math.cos(radians) + y * Math.sin(radians) > 0 && across < HIT_RADIUS;
  });
  return { ...input, fire: inLine ? 1 : 0, seenAgo: 1 };
};

/** A macro on the mouse: while its person holds the button, it clicks every nine ticks. */
export const macro: Cheat = (person) => {
  let held = 0;
  return (view) => {
    const input = person(view);
    held = input.fire ? held + 1 : 0;
    return { ...input, fire: held % 9 === 1 || held % 9 === 2 ? 1 : 0 };
  };
};

/** A macro on the keyboard: steps left and right without end, in a figure of three. */
export const dancer: Cheat = (person) => (view) => {
  const at = view.state.tick % 58;
  return { ...person(view), moveX: [8, 18, 29, 37, 47].filter((turn) => at >= turn).length % 2 === 0 ? -1 : 1 };
};

/** Floods the server with changes, to be where nobody aims. */
export const flooder: Cheat = (person) => (view) => {
  const sign = view.state.tick % 2 === 0 ? 1 : -1;
  return { ...person(view), moveX: sign, moveY: -sign };
};

/** Writes steps into the log that no server takes: thrice as long. To be played with `forge`. */
export const speeder: Cheat = (person) => (view) => {
  const input = person(view);
  return { ...input, moveX: 3 * input.moveX };
};

interface Target extends Point {
  readonly stepX: number;
  readonly stepY: number;
}

/** Who could be hit so many ticks ago, the nearest first, and how they were moving. */
function targets({ ago, seat }: View, ticksAgo: number): Target[] {
  const [{ players, tick }, before] = [ago(ticksAgo), ago(ticksAgo + 1)];
  const me = players[seat]!;
  const away = (player: Player): number => (player.x - me.x) ** 2 + (player.y - me.y) ** 2;
  return [...players.entries()]
    .filter(([, { team, health, safeUntil }]) => team !== me.team && health > 0 && safeUntil <= tick)
    .filter(([, player]) => away(player) < (14 * TILE) ** 2 && isClear(mapFor(players.length), me, player))
    .toSorted(([, a], [, b]) => away(a) - away(b))
    .map(([at, { x, y }]) => ({ x, y, stepX: x - before.players[at]!.x, stepY: y - before.players[at]!.y }));
}

/** Where a shot and a target that walks on will meet: the positive root of a quadratic equation. */
function intercept(me: Point, { x, y, stepX, stepY }: Target): Point {
  const [dx, dy] = [x - me.x, y - me.y];
  const [a, b, c] = [stepX ** 2 + stepY ** 2 - speed ** 2, 2 * (dx * stepX + dy * stepY), dx ** 2 + dy ** 2];
  const ticks = (-b - Math.sqrt(b ** 2 - 4 * a * c)) / (2 * a);
  return { x: x + stepX * ticks, y: y + stepY * ticks };
}

const directionOf = (from: Point, to: Point): number =>
  Math.round((Math.atan2(to.y - from.y, to.x - from.x) * 256) / (2 * Math.PI)) & 255;
