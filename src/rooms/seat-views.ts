// What each seat may know in a game with secrets: keeps one Colyseus view per seat as the rules have it. A client without
// a view, every spectator among them, is sent what is public: one encoding for all of them.

import { type Schema, StateView } from '@colyseus/schema';
import type { MatchState, Rules, Seat } from '../games/kit/index.ts';

interface SeatView {
  readonly view: StateView;
  known: ReadonlySet<Schema>;
}

export class SeatViews {
  #known: (seat: Seat) => readonly object[];
  #views = new Map<Seat, SeatView>();

  /** `state` is the wire state itself. */
  constructor(rules: Rules, state: MatchState) {
    this.#known = (seat) => rules.view?.(state, seat) ?? [];
  }

  /** The view that a seat's client gets; the same one for a client that takes the seat over. */
  of(seat: Seat): StateView {
    const { view } = this.#views.get(seat) ?? this.#open(seat);
    return view;
  }

  /** What the seats know changes with the state: to be called before each patch. */
  refresh(): void {
    for (const [seat, each] of this.#views) this.#update(seat, each);
  }

  #open(seat: Seat): SeatView {
    const opened: SeatView = { view: new StateView(), known: new Set() };
    this.#views.set(seat, opened);
    this.#update(seat, opened);
    return opened;
  }

  #update(seat: Seat, each: SeatView): void {
    const known = new Set(this.#known(seat)) as ReadonlySet<Schema>;
    for (const entity of known) if (!each.known.has(entity)) each.view.add(entity);
    for (const entity of each.known) if (!known.has(entity)) each.view.remove(entity);
    each.known = known;
  }
}
