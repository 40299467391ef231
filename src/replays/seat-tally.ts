// What each seat did and suffered in a match, in numbers.

import type { GameEvent, Point, Seat } from '../games/kit/index.ts';

export interface SeatSummary {
  readonly seat: Seat;
  /** How many events of each kind it made; here a `shot` counts, too, where shots are too common to be told. */
  readonly made: Readonly<Record<string, number>>;
  /** And of how many it was the target. */
  readonly suffered: Readonly<Record<string, number>>;
  /** Its way, in units of the field; absent in games in which seats have no place. */
  readonly distance?: number;
  /** Hits in thousandths of shots; absent where it never shot. */
  readonly accuracy?: number;
}

export class SeatTally {
  readonly #made: Map<string, number>[];
  readonly #suffered: Map<string, number>[];
  readonly #distance: number[];
  #places: readonly (Point | undefined)[] | undefined;

  constructor(seats: number) {
    this.#made = Array.from({ length: seats }, () => new Map());
    this.#suffered = Array.from({ length: seats }, () => new Map());
    this.#distance = Array.from({ length: seats }, () => 0);
  }

  count({ kind, seat, target }: GameEvent): void {
    if (seat !== undefined) addTo(this.#made[seat]!, kind);
    if (target !== undefined) addTo(this.#suffered[target]!, kind);
  }

  /** To be told all places at each tick; who was nowhere in between has not walked. */
  move(places: readonly (Point | undefined)[]): void {
    for (const [seat, to] of places.entries()) {
      const from = this.#places?.[seat];
      if (from && to) this.#distance[seat]! += Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2);
    }
    this.#places = places;
  }

  /** `counts` adds, by seat, what was not told as events. */
  summaries(counts: readonly Readonly<Record<string, number>>[] | undefined): SeatSummary[] {
    return this.#made.map((events, seat) => {
      const made: Record<string, number> = { ...Object.fromEntries(events), ...counts?.[seat] };
      const { shot = 0, hit = 0 } = made;
      return {
        ...{ seat, made, suffered: Object.fromEntries(this.#suffered[seat]!) },
        ...(this.#places && { distance: Math.round(this.#distance[seat]!) }),
        ...(shot > 0 && { accuracy: Math.round((1000 * hit) / shot) }),
      };
    });
  }
}

function addTo(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
