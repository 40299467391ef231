// The watched match on the page: names, clocks, board, moves, whose turn, result.

import { KING, pieceOf } from '../games/chess/board.ts';
import { BoardView } from './board.ts';
import { byId, element, setAttribute, setShown, setText } from './dom.ts';
import { Notation } from './san.ts';
import type { Sight } from './watch.ts';
import { clockFace, result, scores } from './words.ts';

const clockMs = 100;

export class MatchView {
  #board = new BoardView(byId('board'), byId('board-text'));
  #players = [0, 1].map((seat) => new PlayerView(byId(`player-${seat}`), seat));
  #notation = new Notation();
  #sight: Sight | undefined;
  #timer: number | undefined;

  /** Undefined: nothing is watched. */
  draw(sight: Sight | undefined): void {
    const before = this.#sight;
    this.#sight = sight;
    const same = before !== undefined && before.matchId === sight?.matchId;
    byId('board').classList.toggle('idle', !sight || sight.phase === 'joining' || sight.phase === 'missing');
    const board = sight?.board ?? new Notation().board;
    const moves = sight?.moves ?? [];
    const over = sight?.end !== undefined;
    setShown(byId('watch-empty'), sight === undefined);
    setShown(byId('moves-pane'), moves.length > 0);
    const sans = this.#notation.follow(moves, sight?.start);
    const mate = sight?.end?.reason === 'checkmate';
    drawMoves(mate ? [...sans.slice(0, -1), sans.at(-1)?.replace('+', '#') ?? ''] : sans);
    const king = sight?.check ? board.indexOf(pieceOf(sight.turn, KING)) : -1;
    this.#board.draw(board, moves.at(-1), same && moves.length === (before?.moves.length ?? 0) + 1, king);
    setAttribute(byId('board'), 'aria-label', boardLabel(sans, sight));

    const points = scores(sight?.end?.ranks ?? []);
    for (const [seat, view] of this.#players.entries()) {
      const active = sight?.phase === 'live' && !over && sight.turn === seat;
      view.draw(sight?.seats[seat], active, points[seat] ?? '');
    }
    setText(byId('watch-status'), status(sight));
    setAttribute(byId('watch-status'), 'data-over', over ? '' : undefined);
    const names = sight?.seats.map(({ name }) => name) ?? [];
    setText(byId('watch-title'), names.length === 2 ? names.join(' – ') : 'Live board');
    document.title = names.length === 2 ? `${names.join(' – ')} · Arbiter` : 'Arbiter';
    if (over && same && !before?.end) setText(byId('announcer'), `${names.join(' against ')}: ${status(sight)}`);
    this.#drawClocks();
    this.#tick(sight?.phase === 'live' && !over && sight.clocks.length > 0);
  }

  #tick(runs: boolean): void {
    if (runs) this.#timer ??= window.setInterval(() => document.hidden || this.#drawClocks(), clockMs);
    else if (this.#timer !== undefined) {
      window.clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #drawClocks(): void {
    for (const [seat, view] of this.#players.entries()) {
      const left = this.#sight?.clocks[seat];
      const runs = this.#sight?.phase === 'live' && !this.#sight.end && this.#sight.turn === seat;
      const used = runs && this.#sight ? Math.max(0, performance.now() - this.#sight.since) / 1000 : 0;
      view.drawClock(left === undefined ? undefined : left - used);
    }
  }
}

class PlayerView {
  #root: HTMLElement;
  #name = element('span', { class: 'player-name' });
  #away = element('span', { class: 'away', hidden: '' }, 'away');
  #score = element('span', { class: 'score' });
  #clock = element('span', { class: 'clock', role: 'timer', 'aria-live': 'off' });

  constructor(root: HTMLElement, seat: number) {
    this.#root = root;
    const colour = seat === 0 ? 'White' : 'Black';
    const disc = element('span', { class: `disc ${colour.toLowerCase()}` });
    root.append(disc, element('span', { class: 'hidden' }, `${colour}: `), this.#name, this.#away, this.#score);
    root.append(this.#clock);
  }

  draw(player: Sight['seats'][number] | undefined, active: boolean, score: string): void {
    setText(this.#name, player?.name ?? '–');
    setShown(this.#away, player?.connected === false);
    setText(this.#score, score);
    this.#root.classList.toggle('active', active);
  }

  drawClock(seconds: number | undefined): void {
    setText(this.#clock, seconds === undefined ? '' : clockFace(seconds));
    this.#clock.classList.toggle('low', seconds !== undefined && seconds < 20);
  }
}

/** One list item per full move; keeps to the end while the reader is there. */
function drawMoves(sans: readonly string[]): void {
  const list = byId('moves');
  const pane = byId('moves-pane');
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

function boardLabel(sans: readonly string[], sight: Sight | undefined): string {
  const last = sans.at(-1);
  if (!last) return 'Chess board, starting position';
  const number = `${Math.ceil(sans.length / 2)}${sans.length % 2 === 0 ? '…' : '.'}`;
  return `Chess board after ${number} ${last}. ${status(sight)}`;
}

function status(sight: Sight | undefined): string {
  if (!sight) return 'Waiting for a match';
  if (sight.end) return result(sight.end.ranks, sight.end.reason);
  if (sight.phase === 'missing') return 'There is no such match, or it is private';
  if (sight.phase === 'joining') return 'Connecting…';
  return `${sight.turn === 0 ? 'White' : 'Black'} to move${sight.check ? ', in check' : ''}`;
}
