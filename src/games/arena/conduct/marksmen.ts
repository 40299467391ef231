// How well shots are aimed, and which hit. A shot is judged in the world that its shooter saw (lag compensation).

import type { Observation } from '../../kit/conduct.ts';
import { TILE } from '../balance.ts';
import { directionTo } from '../directions.ts';
import { freeFlight, isClear } from '../shots.ts';
import type { Shot } from '../state.ts';
import { distanceSquared, type World } from '../world.ts';
import { aimPoint } from './lead.ts';
import { enemiesOf, type Memory } from './memory.ts';

/** Nearer targets are too wide, farther ones seldom shot at. */
const NEAREST = 3 * TILE;
const FARTHEST = 14 * TILE;
const DEGREES = 360 / 256;

export class Marksmen {
  #memory: Memory;
  /** By place in the state's list: the shot that was last seen there. */
  #known: Shot[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  see(world: World): Observation[] {
    const { tick } = world;
    const observations: Observation[] = [];
    for (const [place, { seat, x, y, aim, born, flight }] of [...world.state.shots].entries()) {
      const known = this.#known[place];
      let longest = known?.flight ?? 0;
      if (known?.seat !== seat || known.x !== x || known.y !== y || known.aim !== aim || known.born !== born) {
        const offDegrees = this.#offDegrees(world, { seat, x, y, aim, born, flight });
        observations.push({ kind: 'shot', seat, tick, ...(offDegrees !== undefined && { offDegrees }) });
        longest = freeFlight(world.map, { x, y, aim });
      }
      // Only a hit ends a shot early.
      if (flight < longest) observations.push({ kind: 'hit', seat, tick });
      this.#known[place] = { seat, x, y, aim, born, flight };
    }
    return observations;
  }

  /** By how much a shot misses the aim that would have hit; the least of all targets. */
  #offDegrees({ map, tick }: World, shot: Shot): number | undefined {
    const moment = this.#memory.at(tick - 1);
    if (!moment) return undefined;
    // Who aims may or may not think of its own last step.
    const origins = [shot, moment.players[shot.seat]!];
    let least: number | undefined;
    for (const target of enemiesOf(moment, shot.seat)) {
      for (const from of origins) {
        const point = aimPoint(this.#memory, shot.born, from, target);
        if (!point) continue;
        const far = distanceSquared(from, point);
        if (far < NEAREST ** 2 || far > FARTHEST ** 2 || !isClear(map, from, point)) continue;
        const turn = (shot.aim - directionTo(point.x - from.x, point.y - from.y)) & 255;
        least = Math.min(least ?? Infinity, turn, 256 - turn);
      }
    }
    return least === undefined ? undefined : least * DEGREES;
  }
}
