// Battleship as spectators may see it: both grids with what was fired at them, and the ships that are sunk; after the
// match, all of them.

import { CELLS, cellsOf, FLEET, HIT, MISS, NOT_FIRED_AT, NOWHERE, SIDE } from '../../games/battleship/fleet.ts';
import type { BattleshipState, Waters } from '../../games/battleship/state.ts';
import { drawing, element, setAttribute, setText } from '../dom.ts';
import type { Sight } from '../watch.ts';
import { clockFace, counted } from '../words.ts';
import { SeatList } from './seat-list.ts';
import type { GameView } from './view.ts';

const colours = ['hsl(210 62% 52%)', 'hsl(20 70% 52%)'] as const;

export class BattleshipView implements GameView {
  readonly stage = element('div', { class: 'fleets' });
  readonly beside = element('div', { class: 'beside' });
  #grids = colours.map((colour) => new Grid(colour));
  #seats = new SeatList();
  #clock = element('p', { class: 'time', role: 'timer', 'aria-live': 'off' });

  constructor() {
    this.stage.append(...this.#grids.map(({ root }) => root));
    this.beside.append(this.#clock, this.#seats.root);
  }

  draw(sight: Sight): void {
    const { seats, end, pov } = sight;
    const state = sight.state as BattleshipState | undefined;
    const all = [...(state?.waters ?? [])];
    this.#seats.draw(sight, (seat) => ({
      detail: state ? firedBy(all[1 - seat]) : '',
      colour: colours[seat]!,
      active: !end && state?.turn === seat,
    }));
    for (const [seat, grid] of this.#grids.entries()) grid.draw(seats[seat]?.name ?? '', all[seat]);
    // Whoever looks on from a seat has its waters first.
    const first = this.#grids[pov === 1 ? 1 : 0]!.root;
    if (this.stage.firstElementChild !== first) this.stage.prepend(first);
  }

  pass({ state, tickRate, end }: Sight, tick: number): void {
    const { turn, turnTick = 0, limits = [] } = (state ?? {}) as Partial<BattleshipState>;
    const limit = end || turn === undefined ? undefined : [...limits][turn < 0 ? 0 : 1];
    setText(this.#clock, limit === undefined ? '' : clockFace((limit - Math.max(0, tick - turnTick)) / tickRate));
  }

  status({ state, seats }: Sight): string {
    const { turn } = state as BattleshipState;
    return turn < 0 ? 'Both place their fleets' : `${seats[turn]?.name ?? ''} to fire`;
  }
}

/** One seat's waters. */
class Grid {
  readonly root = element('section', { class: 'waters' });
  #title = element('h3');
  #left = element('span', { class: 'detail' });
  #ships = drawing('path', { class: 'ships' });
  #marks = drawing('g');
  #picture = drawing('svg', { viewBox: `-0.1 -0.1 ${SIDE + 0.2} ${SIDE + 0.2}`, role: 'img' });

  constructor(colour: string) {
    const sea = drawing('rect', { class: 'sea', width: SIDE, height: SIDE, rx: 0.2 });
    const lines = Array.from({ length: SIDE - 1 }, (_, i) => `M${i + 1} 0v${SIDE}M0 ${i + 1}h${SIDE}`).join('');
    this.#picture.append(sea, drawing('path', { class: 'lines', d: lines }), this.#ships, this.#marks);
    this.root.style.setProperty('--seat', colour);
    this.root.append(element('div', { class: 'waters-head' }, this.#title, this.#left), this.#picture);
  }

  draw(name: string, waters: Waters | undefined): void {
    setText(this.#title, name);
    const shots = [...(waters?.shots ?? [])];
    const shown = [...(waters?.shown ?? [])];
    const marks = shots.flatMap((shot, cell) => (shot === NOT_FIRED_AT ? [] : [drawMark(shot, cell)]));
    this.#marks.replaceChildren(...marks);
    this.#ships.setAttribute('d', shown.map((berth, ship) => shipAt(berth, FLEET[ship]!)).join(''));
    setText(this.#left, waters ? stateOf(waters) : '');
    setAttribute(this.#picture, 'aria-label', waters ? `${name}: ${countOf(shots)}. ${stateOf(waters)}` : name);
  }
}

function drawMark(shot: number, cell: number): SVGElement {
  const [x, y] = [(cell % SIDE) + 0.5, Math.floor(cell / SIDE) + 0.5];
  if (shot === MISS) return drawing('circle', { class: 'miss', cx: x, cy: y, r: 0.13 });
  return drawing('path', { class: 'hit', d: `M${x - 0.26} ${y - 0.26}l.52 .52m0 -.52l-.52 .52` });
}

/** Its outline; nothing where it is not known where it lies. */
function shipAt(berth: number, length: number): string {
  if (berth === NOWHERE) return '';
  const [x, y] = [(berth % SIDE) + 0.12, Math.floor((berth % CELLS) / SIDE) + 0.12];
  const [across, down] = berth < CELLS ? [length - 0.24, 0.76] : [0.76, length - 0.24];
  return `M${x} ${y}h${across}v${down}h-${across}z`;
}

const countOf = (shots: readonly number[]): string => {
  const hits = shots.filter((shot) => shot === HIT).length;
  return `${counted(shots.length - shots.filter((shot) => shot === NOT_FIRED_AT).length, 'shot')}, ${counted(hits, 'hit')}`;
};

/** What a seat has fired at the other's waters. */
const firedBy = (target: Waters | undefined): string => countOf([...(target?.shots ?? [])]);

function stateOf({ ready, shots, shown }: Waters): string {
  if (!ready) return 'placing ships';
  const all = [...shots];
  const sunk = [...shown].filter((berth, ship) => cellsOf(berth, FLEET[ship]!)?.every((cell) => all[cell] === HIT));
  return `${counted(FLEET.length - sunk.length, 'ship')} afloat`;
}
