// How soon the trigger is pulled once there is something to pull it for. Only pulls are looked at, and from each one
// back in time, so that a match of hundreds costs little.

import type { Observation } from '../../kit/conduct.ts';
import type { Seat } from '../../kit/game.ts';
import { TILE } from '../balance.ts';
import { isClear } from '../shots.ts';
import { distanceSquared, type World } from '../world.ts';
import { aimPoint, passes } from './lead.ts';
import { enemiesOf, type Memory } from './memory.ts';

/** What a pull may answer: an enemy in the open, or one in the line of fire. */
const calls = ['sight', 'line'] as const;
type Call = (typeof calls)[number];

const SIGHT = 14 * TILE;
/** A pull that comes later answers something else. */
const LATEST = 24;
/** A pull this shortly before was early: its player had foreseen what came. */
const EARLIEST = 4;
/** What was there as shortly before has not come now, but flickers: someone who trembles is in a line every other tick. */
const QUIET = 4;

export class Triggers {
  #memory: Memory;
  /** Pulls that have answered nothing yet. */
  #early: { readonly seat: Seat; readonly tick: number; readonly to: Call }[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  see(world: World): Observation[] {
    return [...this.#foreseen(world), ...this.#pulls(world)];
  }

  #pulls(world: World): Observation[] {
    const { tick } = world;
    const before = this.#memory.at(tick - 1);
    const observations: Observation[] = [];
    for (const [seat, { firing }] of this.#memory.now.players.entries()) {
      const me = before?.players[seat];
      if (!firing || !me?.alive || me.firing) continue;
      for (const to of calls) {
        const afterTicks = this.#waited(world, seat, to);
        if (afterTicks === 0) this.#early.push({ seat, tick, to });
        else if (afterTicks !== undefined) observations.push({ kind: 'reaction', seat, tick, to, afterTicks });
      }
    }
    return observations;
  }

  /** For how many ticks this seat has been called; undefined where its pull answers something else. */
  #waited(world: World, seat: Seat, to: Call): number | undefined {
    const last = world.tick - 1;
    for (let ticks = 0; ticks <= LATEST; ticks++) {
      const tick = last - ticks;
      if (!this.#isCalled(world, seat, to, tick)) return this.#isNew(world, seat, to, tick) ? ticks : undefined;
      // It fired meanwhile, and that was its answer.
      if (this.#memory.at(tick)?.players[seat]!.firing) return undefined;
    }
    return undefined;
  }

  /** Pulls of the last ticks whose reason comes only now. */
  #foreseen(world: World): Observation[] {
    const last = world.tick - 1;
    const observations: Observation[] = [];
    this.#early = this.#early.filter(({ seat, tick, to }) => {
      if (last - tick >= EARLIEST || !this.#cameByItself(seat, to, tick)) return false;
      if (!this.#isCalled(world, seat, to, last)) return true;
      observations.push({ kind: 'reaction', seat, tick, to, afterTicks: tick - last });
      return false;
    });
    return observations;
  }

  #isCalled({ map }: World, seat: Seat, to: Call, tick: number): boolean {
    const moment = this.#memory.at(tick);
    const me = moment?.players[seat];
    if (!me) return false;
    return enemiesOf(moment, seat).some((enemy) => {
      const point = to === 'sight' ? moment.players[enemy]! : aimPoint(this.#memory, tick, me, enemy);
      if (!point || distanceSquared(me, point) >= SIGHT ** 2 || !isClear(map, me, point)) return false;
      return to === 'sight' || passes(me, me.aim, point);
    });
  }

  /** Whether a call that was not there in this tick was not there shortly before it either, and came by itself. */
  #isNew(world: World, seat: Seat, to: Call, tick: number): boolean {
    for (let earlier = tick - 1; earlier > tick - QUIET; earlier--) {
      if (this.#isCalled(world, seat, to, earlier)) return false;
    }
    return this.#cameByItself(seat, to, tick);
  }

  /** Whether what is called since this tick was not brought about by the seat's own aim. */
  #cameByItself(seat: Seat, to: Call, since: number): boolean {
    if (to === 'sight') return true;
    const { aim } = this.#memory.now.players[seat]!;
    for (let tick = since - 1; tick < this.#memory.now.tick; tick++) {
      if (this.#memory.at(tick)?.players[seat]!.aim !== aim) return false;
    }
    return true;
  }
}
