// The arena from above: walls, things that lie around, players with their aim and health, shots in flight. As much of the
// ground as one pattern of it, around the player from whose seat it is looked at.

import { FULL_HEALTH, PLAYER_HALF, QUARTERS, TILE } from '../../games/arena/balance.ts';
import { type ArenaMap, isWall, mapFor } from '../../games/arena/map.ts';
import { pickupKinds } from '../../games/arena/pickups.ts';
import { shotX, shotY } from '../../games/arena/shots.ts';
import type { ArenaState, Pickup, Player, Shot } from '../../games/arena/state.ts';
import { drawing, element, setAttribute, setText } from '../dom.ts';
import type { Sight } from '../watch.ts';
import { counted, timeFace } from '../words.ts';
import { SeatList } from './seat-list.ts';
import type { GameView } from './view.ts';

/** Beyond so many, names would hide the ground. */
const mostNames = 12;
/** Of the trace that a shot draws, in quarters of a tick: about what it flies between two patches. */
const traceQuarters = 9;
/** How much of a large ground is seen at once, in tiles. */
const [acrossTiles, downTiles] = [25, 17];

/** Of a side: neighbours differ most. */
const colourOf = (team: number): string => `hsl(${(200 + team * 137.5) % 360} 62% 52%)`;

export class ArenaView implements GameView {
  readonly stage = element('div', { class: 'arena' });
  readonly beside = element('div', { class: 'beside' });
  #picture = drawing('svg', { role: 'img', 'aria-label': 'Arena' });
  #pickups = drawing('g');
  #shots = drawing('path', { class: 'shots' });
  #figures: readonly Figure[] = [];
  #seats = new SeatList();
  #clock = element('p', { class: 'time', role: 'timer', 'aria-live': 'off' });

  constructor() {
    this.stage.append(this.#picture);
    this.beside.append(this.#clock, this.#seats.root);
  }

  draw(sight: Sight): void {
    const state = sight.state as ArenaState | undefined;
    const players = [...(state?.players ?? [])];
    this.#seats.draw(sight, (seat) => noteOn(players[seat]));
    if (!state || players.length === 0) return;
    const map = mapFor(players.length);
    if (this.#figures.length !== players.length) this.#lay(map, players, sight);
    for (const [seat, player] of players.entries())
      this.#figures[seat]!.draw(player, state.tick, seat === sight.pov, map);
    this.#pickups.replaceChildren(
      ...[...state.pickups].filter(({ backTick }) => backTick <= state.tick).map(drawPickup),
    );
    this.#shots.setAttribute('d', [...state.shots].map((shot) => traceOf(shot, state.tick)).join(''));
    setAttribute(this.#picture, 'viewBox', frameOf(map, players[sight.pov ?? -1]));
    setAttribute(this.#picture, 'aria-label', describe(sight, players));
  }

  pass({ state, tickRate, end }: Sight, tick: number): void {
    const { endTick } = (state ?? {}) as Partial<ArenaState>;
    setText(this.#clock, endTick === undefined || end ? '' : `${timeFace((endTick - tick) / tickRate)} left`);
  }

  status({ state }: Sight): string {
    return `First to ${counted((state as ArenaState).scoreLimit, 'kill')}`;
  }

  #lay(map: ArenaMap, players: readonly Player[], { seats }: Sight): void {
    const names = players.map((_, seat) => (players.length > mostNames ? '' : (seats[seat]?.name ?? '')));
    this.#figures = players.map(({ team }, seat) => new Figure(colourOf(team), names[seat]!));
    const ground = drawing('rect', { class: 'ground', width: map.width * TILE, height: map.height * TILE });
    const walls = drawing('path', { class: 'walls', d: wallsOf(map) });
    this.#picture.replaceChildren(ground, walls, this.#pickups, this.#shots, ...this.#figures.map(({ root }) => root));
  }
}

/** A player in the picture. */
class Figure {
  readonly root: SVGGElement;
  #turning: SVGElement;
  #label: SVGElement;
  #health = drawing('circle', { class: 'health', r: PLAYER_HALF + 26, pathLength: FULL_HEALTH });

  constructor(colour: string, name: string) {
    const body = drawing('circle', { class: 'body', r: PLAYER_HALF });
    const barrel = drawing('path', { class: 'barrel', d: `M${PLAYER_HALF / 2} 0h${PLAYER_HALF * 0.9}` });
    this.#turning = drawing('g', {}, body, barrel);
    this.#label = drawing('text', { class: 'name' });
    this.#label.textContent = name;
    this.root = drawing('g', { class: 'figure' }, this.#health, this.#turning, this.#label);
    this.root.style.setProperty('--seat', colour);
  }

  draw(player: Player, tick: number, looking: boolean, map: ArenaMap): void {
    const { x, y, aim, health, safeUntil, shieldUntil } = player;
    const { classList, style } = this.root;
    // Who comes back is somewhere else at once.
    classList.toggle('still', classList.contains('dead'));
    classList.toggle('dead', health === 0);
    classList.toggle('safe', safeUntil > tick);
    classList.toggle('shielded', shieldUntil > tick);
    classList.toggle('looking', looking);
    style.transform = `translate(${x}px, ${y}px)`;
    this.#turning.setAttribute('transform', `rotate(${(aim * 360) / 256})`);
    // Within the picture, also at its edges.
    const side = x < 3 * TILE ? 'start' : x > (map.width - 3) * TILE ? 'end' : 'middle';
    setAttribute(this.#label, 'text-anchor', side);
    setAttribute(this.#label, 'y', String(y < 2 * TILE ? PLAYER_HALF + 200 : -PLAYER_HALF - 60));
    this.#health.setAttribute('stroke-dasharray', `${health} ${FULL_HEALTH}`);
  }
}

function noteOn(player: Player | undefined) {
  if (!player) return {};
  const { kills, deaths, health, gone, team } = player;
  const how = gone ? 'left' : health === 0 ? 'down' : `${health} %`;
  return { detail: `${how} · ${counted(deaths, 'death')}`, score: String(kills), colour: colourOf(team) };
}

function wallsOf(map: ArenaMap): string {
  const tiles: string[] = [];
  for (let row = 0; row < map.height; row++) {
    for (let column = 0; column < map.width; column++) {
      if (isWall(map, column, row)) tiles.push(`M${column * TILE} ${row * TILE}h${TILE}v${TILE}h-${TILE}z`);
    }
  }
  return tiles.join('');
}

/** The part of the ground that is seen: all of it, or what is around a player. */
function frameOf({ width, height }: ArenaMap, player: Player | undefined): string {
  if (!player) return `0 0 ${width * TILE} ${height * TILE}`;
  const [across, down] = [Math.min(acrossTiles, width) * TILE, Math.min(downTiles, height) * TILE];
  const within = (at: number, size: number, whole: number): number =>
    Math.round(Math.max(0, Math.min(at - size / 2, whole - size)));
  return [within(player.x, across, width * TILE), within(player.y, down, height * TILE), across, down].join(' ');
}

const signs = [
  'M-55 0h110M0 -55v110',
  'M-50 -45l50 45l-50 45M5 -45l50 45l-50 45',
  'M0 -60l50 20v40l-50 60l-50 -60v-40z',
];

function drawPickup({ kind, x, y }: Pickup): SVGElement {
  const sign = drawing('path', { d: signs[kind] ?? 'M15 -65l-50 75h40l-10 55l50 -75h-40z' });
  const disc = drawing('circle', { r: 92 });
  return drawing('g', { class: `pickup ${pickupKinds[kind]}`, transform: `translate(${x} ${y})` }, disc, sign);
}

function traceOf(shot: Shot, tick: number): string {
  const at = QUARTERS * (tick - shot.born);
  if (at < 0 || at - traceQuarters > shot.flight) return '';
  const [tail, head] = [Math.max(0, at - traceQuarters), Math.min(at, shot.flight)];
  return `M${shotX(shot, tail)} ${shotY(shot, tail)}L${shotX(shot, head)} ${shotY(shot, head)}`;
}

function describe({ seats }: Sight, players: readonly Player[]): string {
  if (players.length > mostNames) return `Arena with ${players.length} players`;
  const all = players.map(({ kills, health }, seat) => {
    const name = seats[seat]?.name ?? `seat ${seat + 1}`;
    return `${name} ${health === 0 ? 'is down' : `has ${health} % health`}, ${counted(kills, 'kill')}`;
  });
  return `Arena: ${all.join('; ')}.`;
}
