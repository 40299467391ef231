// Chess: the board between its players, their clocks, and the moves as people write them.

import { KING, pieceOf } from '../../games/chess/board.ts';
import type { ChessState } from '../../games/chess/state.ts';
import { element, setAttribute, setShown, setText } from '../dom.ts';
import { Notation } from '../san.ts';
import type { Sight } from '../watch.ts';
import { clockFace, result, scores } from '../words.ts';
import { ChessBoard } from './chess-board.ts';
import type { GameView } from './view.ts';

const sides = ['White', 'Black'] as const;
const emptyLabel = 'Chess board, starting position';

export class ChessView implements GameView {
  readonly sides = sides;
  readonly stage = element('div');
  readonly beside = element('div', {
    id: 'moves-pane',
    class: 'moves-pane',
    role: 'region',
    'aria-label': 'Moves',
    tabindex: '0',
  });
  #moves = element('ol', { id: 'moves', class: 'moves' });
  #board = new ChessBoard();
  #players = sides.map((side) => new Player(side));
  #notation = new Notation();
  /** How many moves were shown before; -1: none of this match. */
  #shown = -1;

  constructor() {
    const text = this.#board.text;
    this.stage.append(this.#players[1]!.root, this.#board.root, text, this.#players[0]!.root);
    this.beside.append(this.#moves);
    this.#drawMoves([]);
    this.#board.draw(this.#notation.board, undefined, false, -1);
    this.#board.root.classList.add('idle');
    setAttribute(this.#board.root, 'aria-label', emptyLabel);
    for (const player of this.#players) player.draw(undefined, false, '');
  }

  draw(sight: Sight): void {
    const state = sight.state as ChessState | undefined;
    const moves = [...(state?.moves ?? [])];
    const sans = this.#notation.follow(moves, state?.start);
    this.#drawMoves(
      sight.end?.reason === 'checkmate' ? [...sans.slice(0, -1), sans.at(-1)?.replace('+', '#') ?? ''] : sans,
    );
    const board = state ? [...state.board] : this.#notation.board;
    const checked = state?.check ? board.indexOf(pieceOf(state.turn, KING)) : -1;
    this.#board.draw(board, moves.at(-1), moves.length === this.#shown + 1, checked);
    if (state) this.#shown = moves.length;
    this.#board.root.classList.toggle('idle', sight.phase !== 'shown');
    setAttribute(this.#board.root, 'aria-label', this.#label(sans, sight));
    this.#turn(sight.pov === 1);
    const points = scores(sight.end?.ranks ?? []);
    for (const [seat, player] of this.#players.entries()) {
      player.draw(sight.seats[seat], runs(sight, seat), points[seat] ?? '');
    }
  }

  pass(sight: Sight, tick: number): void {
    const state = sight.state as ChessState | undefined;
    for (const [seat, player] of this.#players.entries()) {
      const left = state?.clocks[seat];
      const used = state && runs(sight, seat) ? Math.max(0, tick - state.turnTick) : 0;
      player.drawClock(left === undefined ? undefined : (left - used) / sight.tickRate);
    }
  }

  status({ state }: Sight): string {
    const { turn, check } = state as ChessState;
    return `${sides[turn]} to move${check ? ', in check' : ''}`;
  }

  #label(sans: readonly string[], { phase, end }: Sight): string {
    const last = sans.at(-1);
    if (phase !== 'shown' || !last) return emptyLabel;
    const number = `${Math.ceil(sans.length / 2)}${sans.length % 2 === 0 ? '…' : '.'}`;
    return `Chess board after ${number} ${last}. ${end ? result(sides, end.ranks, 'chess', end.reason) : ''}`.trim();
  }

  /** Puts black, or white, at the bottom. */
  #turn(blackBelow: boolean): void {
    const [top, bottom] = blackBelow ? this.#players : this.#players.toReversed();
    if (this.stage.firstElementChild === top!.root) return;
    this.stage.prepend(top!.root);
    this.stage.append(bottom!.root);
    this.#board.turn(blackBelow);
  }

  /** One list item per full move; keeps to the end while the reader is there. */
  #drawMoves(sans: readonly string[]): void {
    const [list, pane] = [this.#moves, this.beside];
    setShown(pane, sans.length > 0);
    const atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 40;
    const count = Math.ceil(sans.length / 2);
    while (list.children.length > count) list.lastElementChild?.remove();
    for (let i = 0; i < count; i++) {
      const item = list.children[i] ?? list.appendChild(element('li', {}, element('span'), element('span')));
      for (const [side, node] of [...item.children].entries()) {
        const ply = i * 2 + side;
        setText(node, sans[ply] ?? '');
        setAttribute(node, 'aria-current', ply === sans.length - 1 ? 'true' : undefined);
      }
    }
    if (atEnd) pane.scrollTop = pane.scrollHeight;
  }
}

/** Whether it is this seat's turn. */
const runs = ({ phase, end, state }: Sight, seat: number): boolean =>
  phase === 'shown' && !end && (state as ChessState | undefined)?.turn === seat;

class Player {
  readonly root = element('div', { class: 'player' });
  #name = element('span', { class: 'player-name' });
  #away = element('span', { class: 'away', hidden: '' }, 'away');
  #score = element('span', { class: 'score' });
  #clock = element('span', { class: 'clock', role: 'timer', 'aria-live': 'off' });

  constructor(side: string) {
    const disc = element('span', { class: `disc ${side.toLowerCase()}` });
    this.root.append(disc, element('span', { class: 'hidden' }, `${side}: `), this.#name, this.#away, this.#score);
    this.root.append(this.#clock);
  }

  draw(player: Sight['seats'][number] | undefined, active: boolean, score: string): void {
    setText(this.#name, player?.name ?? '–');
    setShown(this.#away, player?.connected === false);
    setText(this.#score, score);
    this.root.classList.toggle('active', active);
  }

  drawClock(seconds: number | undefined): void {
    setText(this.#clock, seconds === undefined ? '' : clockFace(seconds));
    this.#clock.classList.toggle('low', seconds !== undefined && seconds < 20);
  }
}
