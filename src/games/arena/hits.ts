// Whom shots hit, and what that does. All hits of a tick are found before any takes effect, so that two players can
// shoot each other; they count in the order in which they happened.

import type { Seat } from '../kit/game.ts';
import { DAMAGE, HIT_RADIUS, OLDEST_VIEW, QUARTERS, RUN, SHIELDED_DAMAGE } from './balance.ts';
import { type Grid, seatsWithin } from './grid.ts';
import { distanceSquaredThen } from './history.ts';
import { die } from './players.ts';
import { fliesAfter, shotX, shotY } from './shots.ts';
import type { Shot } from './state.ts';
import { isAlive, isTarget, type World } from './world.ts';

interface Hit {
  readonly shot: Shot;
  readonly target: Seat;
  /** After so many quarters of the shot's flight. */
  readonly flown: number;
}

/** How far a player may be now from where a shot can still hit it. */
const MARGIN = HIT_RADIUS + OLDEST_VIEW * RUN.straight;

/** Lets this tick's shots fly on: the older ones for a tick, the new ones from where and when they were fired. */
export function fly(world: World, grid: Grid, flying: readonly Shot[], fired: readonly Shot[]): void {
  const hits: Hit[] = [];
  for (const shot of flying) addHit(hits, world, grid, shot, QUARTERS * (world.tick - 1 - shot.born));
  for (const shot of fired) addHit(hits, world, grid, shot, 0);
  const moment = ({ shot, flown }: Hit): number => QUARTERS * shot.born + flown;
  hits.sort((a, b) => moment(a) - moment(b) || a.shot.seat - b.shot.seat);
  for (const hit of hits) strike(world, hit);
}

export const shotsInFlight = ({ state, tick }: World): Shot[] =>
  [...state.shots].filter((shot) => fliesAfter(shot, tick - 1));

/** The first target on a stretch of flight; of two at once the nearer one, of two as near the lower seat. */
function addHit(hits: Hit[], world: World, grid: Grid, shot: Shot, from: number): void {
  const to = Math.min(shot.flight, QUARTERS * (world.tick - shot.born));
  const targets = targetsAlong(world, grid, shot, from, to);
  if (targets.length === 0) return;
  for (let flown = from + 1; flown <= to; flown++) {
    const target = struck(world, shot, targets, flown);
    if (target !== undefined) {
      hits.push({ shot, target, flown });
      return;
    }
  }
}

function targetsAlong(world: World, grid: Grid, shot: Shot, from: number, to: number): Seat[] {
  const [x1, x2] = [shotX(shot, from), shotX(shot, to)];
  const [y1, y2] = [shotY(shot, from), shotY(shot, to)];
  const [left, right] = [Math.min(x1, x2) - MARGIN, Math.max(x1, x2) + MARGIN];
  const [top, bottom] = [Math.min(y1, y2) - MARGIN, Math.max(y1, y2) + MARGIN];
  return seatsWithin(grid, left, top, right, bottom).filter((seat) => isTarget(world, world.players[seat]!, shot.seat));
}

/** Whom a shot touches at one moment of its flight, where everyone was then. */
function struck({ players }: World, shot: Shot, targets: readonly Seat[], flown: number): Seat | undefined {
  const tick = shot.born + Math.ceil(flown / QUARTERS);
  const [x, y] = [shotX(shot, flown), shotY(shot, flown)];
  let found: Seat | undefined;
  let nearest = HIT_RADIUS ** 2;
  for (const seat of targets) {
    const distance = distanceSquaredThen(players[seat]!, tick, x, y);
    if (distance < nearest || (distance === nearest && (found === undefined || seat < found))) {
      found = seat;
      nearest = distance;
    }
  }
  return found;
}

function strike({ players, tick }: World, { shot, target, flown }: Hit): void {
  const player = players[target]!;
  shot.flight = flown;
  if (!isAlive(player)) return;
  const damage = player.shieldUntil > tick ? SHIELDED_DAMAGE : DAMAGE;
  player.health = Math.max(0, player.health - damage);
  if (isAlive(player)) return;
  die(player, tick);
  players[shot.seat]!.kills += 1;
}
