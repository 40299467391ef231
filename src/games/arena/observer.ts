// Sees in an arena's state what happened in a tick. The state tells who was hurt, but not by whom: that follows from the
// shots that have just ended, by the rule by which they strike (see hits.ts).

import { type GameEvent, NOTHING, type Observer } from '../kit/analysis.ts';
import type { Seat } from '../kit/game.ts';
import { DAMAGE, FULL_HEALTH, HEALING, HIT_RADIUS, PICKUP_RADIUS, QUARTERS, SHIELDED_DAMAGE } from './balance.ts';
import { Flights } from './flights.ts';
import { distanceSquaredThen } from './history.ts';
import { outcome } from './outcome.ts';
import { HEALTH, pickupKinds } from './pickups.ts';
import { shotX, shotY } from './shots.ts';
import type { ArenaState, Pickup, Player, Shot } from './state.ts';
import { distanceSquared } from './world.ts';

interface Seated {
  readonly seat: Seat;
  readonly player: Player;
}
interface Taken {
  readonly index: number;
  readonly pickup: Pickup;
}
const NONE: readonly never[] = [];

export class ArenaObserver implements Observer<ArenaState> {
  #tick: number;
  #over: boolean;
  /** By seat. */
  readonly #health: Uint8Array;
  readonly #gone: Uint8Array;
  readonly #shieldUntil: Uint16Array;
  /** By pickup. */
  readonly #backTick: Uint16Array;
  readonly #kind: Uint8Array;
  readonly #flights: Flights;

  constructor({ tick, ending, players, pickups, shots }: ArenaState) {
    this.#tick = tick;
    this.#over = ending !== '';
    this.#health = Uint8Array.from(players, ({ health }) => health);
    this.#gone = Uint8Array.from(players, ({ gone }) => (gone ? 1 : 0));
    this.#shieldUntil = Uint16Array.from(players, ({ shieldUntil }) => shieldUntil);
    this.#backTick = Uint16Array.from(pickups, ({ backTick }) => backTick);
    this.#kind = Uint8Array.from(pickups, ({ kind }) => kind);
    this.#flights = new Flights(players.length, shots, tick);
  }

  see(state: ArenaState): readonly GameEvent[] {
    const { tick, ending } = state;
    const ends = ending !== '' && !this.#over;
    const changed = this.#changed(state.players);
    const taken = this.#taken(state.pickups);
    const ended = tick === this.#tick ? [] : this.#flights.see(state.shots, tick, changed !== NONE || taken !== NONE);
    this.#tick = tick;
    if (changed === NONE && taken === NONE && !ends) return NOTHING;
    const events: GameEvent[] = [];
    this.#tellReturns(events, tick, changed);
    this.#tellHits(events, state, this.#hurt(changed, taken, state.players), ended);
    for (const pickup of taken) this.#tellPickup(events, state, pickup);
    this.#tellLosses(events, tick, changed);
    if (ends) events.push({ tick, kind: 'end', ...soleWinner(state), what: ending });
    this.#over ||= ends;
    return events;
  }

  counts(): readonly Readonly<Record<string, number>>[] {
    return Array.from(this.#flights.fired, (shot) => ({ shot }));
  }

  /** Whose health, or being there, is not what it was. */
  #changed(players: Iterable<Player>): readonly Seated[] {
    let changed: Seated[] | undefined;
    let seat = 0;
    for (const player of players) {
      const { health } = player;
      const differs = health !== this.#health[seat] || (health === 0 && player.gone !== (this.#gone[seat] === 1));
      if (differs) (changed ??= []).push({ seat, player });
      seat++;
    }
    return changed ?? NONE;
  }

  #taken(pickups: Iterable<Pickup>): readonly Taken[] {
    let taken: Taken[] | undefined;
    let index = 0;
    for (const pickup of pickups) {
      if (pickup.backTick !== this.#backTick[index]) (taken ??= []).push({ index, pickup });
      index++;
    }
    return taken ?? NONE;
  }

  #tellReturns(events: GameEvent[], tick: number, changed: readonly Seated[]): void {
    for (const { seat, player } of changed) {
      const { health, x, y } = player;
      if (health === 0 || this.#health[seat] !== 0) continue;
      events.push({ tick, kind: 'respawn', seat, at: { x, y } });
      this.#health[seat] = FULL_HEALTH;
    }
  }

  /** Who has less health than before, and who may have just made up for it. */
  #hurt(changed: readonly Seated[], taken: readonly Taken[], players: Iterable<Player>): readonly Seated[] {
    const hurt = changed.filter(({ seat, player }) => player.health < this.#health[seat]! && !player.gone);
    if (taken === NONE) return hurt;
    let seat = 0;
    for (const player of players) {
      const known = hurt.some((each) => each.seat === seat);
      if (!known && taken.some(({ pickup }) => isInReach(player, pickup))) hurt.push({ seat, player });
      seat++;
    }
    return hurt;
  }

  /** As in the rules, all targets are found before any hit takes effect, and hits count in their order. */
  #tellHits(events: GameEvent[], state: ArenaState, hurt: readonly Seated[], ended: readonly Shot[]): void {
    if (hurt.length === 0) return;
    const { tick } = state;
    const moment = ({ born, flight }: Shot): number => QUARTERS * born + flight;
    const inOrder = ended.toSorted((a, b) => moment(a) - moment(b) || a.seat - b.seat);
    const targets = inOrder.map((shot) => struck(state, shot, hurt));
    for (const [i, { seat }] of inOrder.entries()) {
      const target = targets[i]?.seat;
      if (target === undefined || this.#health[target] === 0) continue;
      const { x, y } = targets[i]!.player;
      const hit = { tick, seat, target, at: { x, y } };
      events.push({ ...hit, kind: 'hit' });
      const damage = this.#shieldUntil[target]! > tick ? SHIELDED_DAMAGE : DAMAGE;
      this.#health[target] = Math.max(0, this.#health[target]! - damage);
      if (this.#health[target] === 0) events.push({ ...hit, kind: 'death' });
    }
  }

  #tellPickup(events: GameEvent[], { tick, players }: ArenaState, { index, pickup }: Taken): void {
    const { x, y, backTick } = pickup;
    const kind = this.#kind[index]!;
    const taker = this.#takerOf(pickup, kind, players);
    events.push({ tick, kind: 'pickup', ...(taker && { seat: taker.seat }), at: { x, y }, what: pickupKinds[kind]! });
    if (taker) {
      const { seat, player } = taker;
      if (kind === HEALTH) this.#health[seat] = Math.min(FULL_HEALTH, this.#health[seat]! + HEALING);
      this.#shieldUntil[seat] = player.shieldUntil;
    }
    this.#backTick[index] = backTick;
    this.#kind[index] = pickup.kind;
  }

  /** The nearest who could use it, of two as near the lower seat. */
  #takerOf(pickup: Pickup, kind: number, players: Iterable<Player>): Seated | undefined {
    let taker: Seated | undefined;
    let nearest = Infinity;
    let seat = 0;
    for (const player of players) {
      const useful = kind !== HEALTH || this.#health[seat]! < FULL_HEALTH;
      const distance = distanceSquared(player, pickup);
      if (useful && distance < nearest && isInReach(player, pickup)) {
        taker = { seat, player };
        nearest = distance;
      }
      seat++;
    }
    return taker;
  }

  /** Who left, losses that no shot explains (as to who has missed a tick), and what is known from now on. */
  #tellLosses(events: GameEvent[], tick: number, changed: readonly Seated[]): void {
    for (const { seat, player } of changed) {
      const { health, gone, shieldUntil, x, y } = player;
      const at = { x, y };
      if (gone && this.#gone[seat] === 0) events.push({ tick, kind: 'leave', seat, at });
      else if (health < this.#health[seat]!) {
        events.push({ tick, kind: health === 0 ? 'death' : 'hit', target: seat, at });
      }
      this.#health[seat] = health;
      this.#gone[seat] = gone ? 1 : 0;
      this.#shieldUntil[seat] = shieldUntil;
    }
  }
}

/** Whom a shot struck where it ended: the nearest, of two as near the lower seat. */
function struck({ players, tick }: ArenaState, shot: Shot, hurt: readonly Seated[]): Seated | undefined {
  const { seat, born, flight } = shot;
  const then = born + Math.ceil(flight / QUARTERS);
  const [x, y] = [shotX(shot, flight), shotY(shot, flight)];
  let found: Seated | undefined;
  let nearest = HIT_RADIUS ** 2;
  for (const target of hurt) {
    const distance = distanceSquaredThen(target.player, then, x, y);
    if (distance > nearest || (distance === nearest && found && found.seat < target.seat)) continue;
    if (target.player.safeUntil > tick || target.player.team === players[seat]!.team) continue;
    found = target;
    nearest = distance;
  }
  return found;
}

const isInReach = (player: Player, pickup: Pickup): boolean =>
  player.health > 0 && distanceSquared(player, pickup) <= PICKUP_RADIUS ** 2;

function soleWinner(state: ArenaState): { seat?: Seat } {
  const { ranks } = outcome(state)!;
  const seat = ranks.indexOf(1);
  return ranks.includes(1, seat + 1) ? {} : { seat };
}
