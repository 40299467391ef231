// Any game, in words: its seats, how long it has lasted, and what its state says in plain values.

import { element, setText, syncList } from '../dom.ts';
import type { Sight } from '../watch.ts';
import { timeFace } from '../words.ts';
import { SeatList } from './seat-list.ts';
import type { GameView } from './view.ts';

type Plain = string | number | boolean;
const isPlain = (value: unknown): value is Plain => ['string', 'number', 'boolean'].includes(typeof value);

/** `scoreLimit` as "score limit". */
const inWords = (name: string): string => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
const sayOf = (name: string, value: Plain): string => `${inWords(name)} ${String(value)}`;

export class PlainView implements GameView {
  readonly stage = element('div', { class: 'plain' });
  #clock = element('p', { class: 'time', role: 'timer', 'aria-live': 'off' });
  #seats = new SeatList();
  #values = element('dl', { class: 'values' });

  constructor() {
    this.stage.append(this.#clock, this.#seats.root, this.#values);
  }

  draw(sight: Sight): void {
    const state = plainOf(sight.state);
    const perSeat = Object.entries(state).filter(
      (entry): entry is [string, Plain[]] =>
        Array.isArray(entry[1]) && entry[1].length === sight.seats.length && entry[1].every(isPlain),
    );
    this.#seats.draw(sight, (seat) => ({
      detail: perSeat.map(([name, values]) => sayOf(name, values[seat]!)).join(' · '),
      active: !sight.end && state['turn'] === seat,
    }));
    const values = Object.entries(state).filter(([name, value]) => name !== 'tick' && isPlain(value) && value !== '');
    syncList(
      this.#values,
      values,
      ([name]) => name,
      ([name, value]) =>
        element('div', {}, element('dt', {}, inWords(name)), element('dd', {}, String(value as Plain))),
    );
  }

  pass({ tickRate, phase }: Sight, tick: number): void {
    setText(this.#clock, phase === 'shown' ? `${timeFace(tick / tickRate)} · tick ${Math.floor(tick)}` : '');
  }
}

function plainOf(state: unknown): Record<string, unknown> {
  const { toJSON } = (state ?? {}) as { toJSON?: () => Record<string, unknown> };
  return toJSON?.call(state) ?? {};
}
