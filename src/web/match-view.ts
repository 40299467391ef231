// The watched match on the page: its names, what is going on or how it ended, its replay bar, and in the middle what its
// game's own view draws.

import { byId, setAttribute, setShown, setText } from './dom.ts';
import { ReplayBar } from './replay-bar.ts';
import { viewOf } from './views/index.ts';
import type { GameView } from './views/view.ts';
import { type Sight, tickOf, type Watch } from './watch.ts';
import { listOf, result } from './words.ts';

const passMs = 100;

export class MatchView {
  #bar = new ReplayBar();
  #view: GameView | undefined;
  /** Which match, of which game, the view is of. */
  #of = '';
  #sight: Sight | undefined;
  #timer: number | undefined;

  /** Undefined: nothing is watched. */
  draw(watch: Watch | undefined): void {
    const sight = watch?.sight;
    const before = this.#sight;
    this.#sight = sight;
    this.#show(sight);
    if (sight) this.#view?.draw(sight);
    this.#bar.draw(watch);
    setShown(byId('watch-empty'), sight === undefined);
    const status = statusOf(sight, this.#view);
    setText(byId('watch-status'), status);
    setAttribute(byId('watch-status'), 'data-over', sight?.end ? '' : undefined);
    const names = sight?.seats.map(({ name }) => name) ?? [];
    const title = names.length === 2 ? names.join(' – ') : listOf(names, 4);
    setText(byId('watch-title'), title || 'Live board');
    document.title = title ? `${title} · Arbiter` : 'Arbiter';
    const ended = sight?.end && before?.matchId === sight.matchId && before.phase === 'shown' && !before.end;
    if (ended) setText(byId('announcer'), `${title}: ${status}`);
    this.#pass();
    const runs = sight?.phase === 'shown' && !sight.end && sight.playhead.motion !== 'paused';
    if (runs) this.#timer ??= window.setInterval(() => document.hidden || this.#pass(), passMs);
    else {
      window.clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  /** The view of this match; while none is watched, a board that waits for one. */
  #show(sight: Sight | undefined): void {
    const of = sight ? `${sight.matchId} ${sight.game}` : 'nothing';
    if (this.#of === of) return;
    this.#of = of;
    this.#view = sight?.game === '' ? undefined : viewOf(sight?.game ?? 'chess');
    byId('stage').replaceChildren(...(this.#view ? [this.#view.stage] : []));
    byId('beside').replaceChildren(...(this.#view?.beside ? [this.#view.beside] : []));
  }

  #pass(): void {
    if (!this.#sight) return;
    const tick = tickOf(this.#sight);
    this.#view?.pass?.(this.#sight, tick);
    this.#bar.pass(this.#sight, tick);
  }
}

function statusOf(sight: Sight | undefined, view: GameView | undefined): string {
  if (!sight) return 'Waiting for a match';
  const { end, phase, seats, game } = sight;
  if (phase === 'missing') return 'There is no such match, or it is private';
  if (end) return result(view?.sides ?? seats.map(({ name }) => name), end.ranks, game, end.reason);
  if (phase === 'joining') return 'Connecting…';
  return view?.status?.(sight) ?? 'The match is on';
}
