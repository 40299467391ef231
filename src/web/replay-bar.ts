// Under a match that is watched in a room of one's own: play and pause, the moment, the speed, and back to live.

import { byId, element, setAttribute, setShown, setText } from './dom.ts';
import { type Sight, tickOf, type Watch } from './watch.ts';
import { timeFace } from './words.ts';

const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

export class ReplayBar {
  #root = byId('replay');
  #play = byId('replay-play') as HTMLButtonElement;
  #seek = byId('replay-seek') as HTMLInputElement;
  #time = byId('replay-time');
  #speed = byId('replay-speed') as HTMLSelectElement;
  #live = byId('replay-live');
  #watch: Watch | undefined;

  constructor() {
    this.#play.addEventListener('click', () => void this.#watch?.playOrPause());
    this.#seek.addEventListener('input', () => void this.#watch?.seek(Number(this.#seek.value)));
    this.#speed.addEventListener('change', () => void this.#watch?.play(Number(this.#speed.value)));
    this.#live.addEventListener('click', () => void this.#watch?.live());
  }

  draw(watch: Watch | undefined): void {
    this.#watch = watch;
    const sight = watch?.sight;
    setShown(this.#root, sight?.phase === 'shown' && sight.playhead.own);
    if (!watch || !sight) return;
    const { motion, edge } = sight.playhead;
    setText(this.#play, motion === 'paused' ? '▶' : '❚❚');
    setAttribute(this.#play, 'aria-label', motion === 'paused' ? 'Play' : 'Pause');
    setAttribute(this.#seek, 'max', String(edge));
    setShown(this.#live, sight.running && motion !== 'live');
    this.#drawSpeeds(watch.speed);
    this.pass(sight, tickOf(sight));
  }

  /** The moment, which passes with time. */
  pass({ playhead: { edge }, tickRate }: Sight, tick: number): void {
    const last = Math.max(edge, Math.floor(tick));
    const text = `${timeFace(tick / tickRate)} / ${timeFace(last / tickRate)}`;
    this.#seek.value = String(Math.floor(tick));
    setText(this.#time, text);
    setAttribute(this.#seek, 'aria-valuetext', text.replace('/', 'of'));
  }

  #drawSpeeds(speed: number): void {
    const wanted = [...new Set([...speeds, speed])].sort((a, b) => a - b);
    if (this.#speed.options.length !== wanted.length) {
      this.#speed.replaceChildren(...wanted.map((each) => element('option', { value: String(each) }, `${each} ×`)));
    }
    this.#speed.value = String(speed);
  }
}
