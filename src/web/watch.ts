// Follows one match in a watch room: with everyone while it runs, or in a room of one's own, where one can pause and seek.
// Comes back by itself.

import type { Room } from '@colyseus/sdk';
import { answerOf, ApiError } from '../client/arbiter.ts';
import type { Target } from './address.ts';
import { arbiter, type Match, soon } from './server.ts';

/** What there is to see of a match. */
export interface Sight {
  readonly matchId: string;
  /** Empty until it is known. */
  readonly game: string;
  readonly mode: string;
  readonly seats: readonly { readonly name: string; readonly connected: boolean }[];
  /** The game's own (its schema), which changes in place; undefined until there is one. */
  readonly state: unknown;
  /** Ticks a second. */
  readonly tickRate: number;
  readonly playhead: Playhead;
  /** The seat from which it is looked at. */
  readonly pov: number | undefined;
  /** Of the match itself, whatever of it is shown. */
  readonly running: boolean;
  /** Without ranks: aborted. Undefined until the end is shown. */
  readonly end: { readonly ranks: readonly number[]; readonly reason: string | null } | undefined;
  readonly phase: 'joining' | 'shown' | 'missing';
}

export interface Playhead {
  /** The tick that was shown at `since`, which is a performance.now(). */
  readonly tick: number;
  readonly since: number;
  /** The last tick that may be shown. */
  readonly edge: number;
  readonly motion: 'live' | 'playing' | 'paused';
  readonly speed: number;
  /** It can be moved. */
  readonly own: boolean;
}

/** The tick that is shown now, with its fraction. */
export function tickOf({ playhead, tickRate, end }: Sight): number {
  const { tick, since, edge, motion, speed } = playhead;
  if (end || motion === 'paused') return tick;
  const now = tick + ((performance.now() - since) * speed * tickRate) / 1000;
  return motion === 'live' ? now : Math.max(tick, Math.min(now, edge));
}

/** What the watch room says (docs/protocol.md). */
interface Told {
  match: { seats: { name: string }[] };
  playhead: Omit<Playhead, 'since'>;
  events: { kind: string; seat?: number }[];
  end: { outcome: Sight['end'] | null; reason: string | null; tick: number };
}

type Control = { type: 'pause' } | { type: 'live' } | { type: 'play'; speed: number } | { type: 'seek'; tick: number };

const retryMs = 1_500;
/** Answers of the server by which there is nothing to see: no such match, a private one, or a link that has expired. */
const missing = new Set([400, 403, 404, 410]);

export class Watch {
  sight: Sight;
  readonly target: Target;
  #onChange: (sight: Sight) => void;
  #room: Room | undefined;
  #stopped = false;
  /** Where to begin, and at which speed: as asked for, and after a lost connection where one was. */
  #from: number | undefined;
  #speed: number;
  /** Where to go when the way to another place has been answered. */
  #next: number | undefined;
  #seeking = false;

  constructor(target: Target, onChange: (sight: Sight) => void) {
    this.target = target;
    this.#onChange = onChange;
    this.#from = target.t;
    this.#speed = target.speed ?? 1;
    this.sight = {
      matchId: target.matchId,
      game: '',
      mode: '',
      seats: [],
      state: undefined,
      tickRate: 1,
      playhead: { tick: 0, since: performance.now(), edge: 0, motion: 'live', speed: 1, own: false },
      pov: target.pov,
      running: false,
      end: undefined,
      phase: target.matchId === '' ? 'missing' : 'joining',
    };
    if (target.matchId !== '') void this.#follow();
  }

  /** For the next time it plays, where it does not now. */
  get speed(): number {
    return this.#speed;
  }

  stop(): void {
    this.#stopped = true;
    void this.#room?.leave().catch(() => undefined);
  }

  /** Goes on, at the end from the start; or pauses. */
  async playOrPause(): Promise<void> {
    const { motion, edge } = this.sight.playhead;
    if (motion !== 'paused') return this.#control({ type: 'pause' });
    if (this.sight.end && tickOf(this.sight) >= edge) await this.#control({ type: 'seek', tick: 0 });
    await this.#control({ type: 'play', speed: this.#speed });
  }

  async play(speed: number): Promise<void> {
    this.#speed = speed;
    if (this.sight.playhead.motion === 'paused') this.#show({});
    else await this.#control({ type: 'play', speed });
  }

  live(): Promise<void> {
    return this.#control({ type: 'live' });
  }

  /** Shown at once; of many only the last is asked for, as soon as the one before is answered. */
  async seek(tick: number): Promise<void> {
    this.#next = tick;
    this.#setPlayhead({ tick });
    // Who was away at another moment need not be at this one.
    this.#show({ seats: this.sight.seats.map(({ name }) => ({ name, connected: true })) });
    if (this.#seeking) return;
    this.#seeking = true;
    for (let next = this.#next as number | undefined; next !== undefined; next = this.#next) {
      this.#next = undefined;
      await this.#control({ type: 'seek', tick: next });
    }
    this.#seeking = false;
  }

  async #control(control: Control): Promise<void> {
    const answer: unknown = await this.#room?.request('control', control).catch(() => undefined);
    const playhead = answer as Told['playhead'] | undefined;
    if (!playhead) return;
    // The room tells of the end again when it is there again.
    if (playhead.tick < playhead.edge) this.#show({ end: undefined });
    this.#onPlayhead(playhead);
  }

  /** How the API is asked about the match. */
  get #asked() {
    const { matchId, link } = this.target;
    return { params: { path: { id: matchId }, query: link === undefined ? {} : { link } }, ...soon() };
  }

  async #follow(): Promise<void> {
    try {
      const match = answerOf(await arbiter.api.GET('/matches/{id}', this.#asked));
      const { game, mode, tickRate, seats, status } = match;
      const running = status === 'running';
      const names = seats.map(({ player }) => ({ name: player.name, connected: true }));
      this.#show({ game, mode, tickRate, running, seats: names });
      // Who asks for no moment is shown the end, whether or not it can still be played again.
      if (!running && this.#from === undefined) this.#show({ end: endOf(match) });
      await this.#join(match);
    } catch (error) {
      if (error instanceof ApiError && missing.has(error.problem.status)) this.#show({ phase: 'missing' });
      else this.#again();
    }
  }

  #again(): void {
    if (!this.#stopped) setTimeout(() => !this.#stopped && void this.#follow(), retryMs);
  }

  async #join({ status, ticks }: Match): Promise<void> {
    if (this.#stopped) return;
    const { matchId, link } = this.target;
    const at = this.#from ?? (status === 'running' ? undefined : (ticks ?? Number.MAX_SAFE_INTEGER));
    const room = await arbiter.watch(matchId, {
      ...(link !== undefined && { link }),
      ...(at !== undefined && { own: true, at }),
    });
    this.#room = room;
    // A spectator has nothing to lose: joining anew is simpler than resuming.
    room.reconnection.enabled = false;
    room.onMessage<Told['match']>('match', ({ seats }) =>
      this.#show({ seats: seats.map(({ name }) => ({ name, connected: true })) }),
    );
    room.onMessage<Told['playhead']>('playhead', (playhead) => this.#onPlayhead(playhead));
    room.onMessage<Told['events']>('events', (events) => this.#onEvents(events));
    room.onMessage('*', () => undefined);
    room.onMessage<Told['end']>('end', ({ outcome, reason, tick }) => {
      this.#setPlayhead({ tick });
      this.#show({ end: outcome ?? { ranks: [], reason } });
    });
    room.onStateChange((state: unknown) => this.#show({ state, phase: 'shown' }));
    room.onLeave(() => this.#onLeave());
    room.onError(() => undefined);
    if (this.#stopped) return void room.leave();
    if (this.#from !== undefined && this.#speed !== 1) await this.#control({ type: 'play', speed: this.#speed });
  }

  #onLeave(): void {
    this.#room = undefined;
    const { playhead, end } = this.sight;
    if (end && !playhead.own) return;
    if (playhead.own) this.#from = end ? undefined : Math.floor(tickOf(this.sight));
    this.#show({ phase: 'joining' });
    this.#again();
  }

  #onPlayhead(playhead: Told['playhead']): void {
    // Who is on the way elsewhere has been shown that already.
    const tick = this.#next ?? playhead.tick;
    this.#setPlayhead({ ...playhead, tick });
  }

  #setPlayhead(news: Partial<Playhead>): void {
    this.#show({ playhead: { ...this.sight.playhead, since: performance.now(), ...news } });
  }

  #onEvents(events: Told['events']): void {
    for (const { kind, seat } of events) {
      if (kind !== 'drop' && kind !== 'resume') continue;
      const seats = this.sight.seats.map((each, i) => (i === seat ? { ...each, connected: kind === 'resume' } : each));
      this.#show({ seats });
    }
  }

  #show(news: Partial<Sight>): void {
    if (this.#stopped) return;
    this.sight = { ...this.sight, ...news };
    this.#onChange(this.sight);
  }
}

const endOf = ({ status, seats, reason }: Match): Sight['end'] => ({
  ranks: status === 'aborted' ? [] : seats.map(({ rank }) => rank ?? 0),
  reason,
});
