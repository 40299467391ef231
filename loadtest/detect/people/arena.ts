// A person at the arena, modelled: the game's bot decides, but it sees the world as late as people do, looks at it anew a
// few times a second, and its hand errs. What is known of people is from
// - Woods et al. 2015 (Frontiers in Human Neuroscience 9:131): simple visual reactions take 231 ms on average;
//   distributions of reaction times are normal with an exponential tail (Luce 1986);
// - Repp 2005 (Psychonomic Bulletin & Review 12:969): intervals of trained tapping deviate by some 4 % or more;
// - MacKenzie 1992 (Human-Computer Interaction 7:91): pointing at a target of width W, ends spread with a deviation of
//   W / 4.133 where 4 % miss it.
// How often people look, how their skill differs and that one in four taps the trigger is assumed.

import { HIT_RADIUS, TICK_RATE } from '../../../src/games/arena/balance.ts';
import { bot } from '../../../src/games/arena/bot.ts';
import type { ArenaInput } from '../../../src/games/arena/input.ts';
import { mapFor } from '../../../src/games/arena/map.ts';
import { movePlayer } from '../../../src/games/arena/movement.ts';
import { speedOf } from '../../../src/games/arena/players.ts';
import type { ArenaState, Player } from '../../../src/games/arena/state.ts';
import type { RngWords, Seat } from '../../../src/games/kit/index.ts';
import { exponential, normal, uniform } from './chance.ts';

/** What someone who plays a real-time game has before them. */
export interface View {
  readonly state: ArenaState;
  /** The world so many ticks ago. */
  readonly ago: (ticks: number) => ArenaState;
  readonly seat: Seat;
  readonly rng: RngWords;
}

/** Is asked once a tick; has a memory of its own. */
export type ArenaPlayer = (view: View) => ArenaInput;

const ticksOf = (seconds: number): number => Math.round(seconds * TICK_RATE);
const rest: ArenaInput = { moveX: 0, moveY: 0, aim: 0, fire: 0, seenAgo: 0 };
/** A hand turns by this part of what is left, each tick. */
const swing = 0.5;

/** `taps`: whether it taps the trigger; one in four does. */
export function arenaPerson(rng: RngWords, taps = uniform(rng) < 0.25): ArenaPlayer {
  // People differ: some are faster, some aim better.
  const meanReaction = Math.max(0.18, 0.2 + 0.02 * normal(rng));
  const unsteadiness = 1 + uniform(rng);
  const pull = taps ? tapping(rng) : (fire: number): number => fire;
  let wanted = rest;
  let aim = 0;
  let nextLook = 0;
  return ({ state, ago, seat }) => {
    if (state.tick >= nextLook) {
      nextLook = state.tick + ticksOf(0.1 + 0.25 * uniform(rng));
      const late = ticksOf(Math.max(0.15, meanReaction + 0.02 * normal(rng) + 0.03 * exponential(rng)));
      wanted = decide(foresee(ago(late), state, seat, late), seat, rng, unsteadiness) ?? { ...rest, aim };
    }
    aim = (aim + Math.round(swing * turnTo(aim, wanted.aim))) & 255;
    return { ...wanted, aim, fire: pull(wanted.fire) };
  };
}

/** Taps the trigger in a rhythm of its own instead of holding it. */
function tapping(rng: RngWords): (fire: number) => number {
  const period = ticksOf(1) * (0.2 + 0.2 * uniform(rng));
  let now = 0;
  let next = 0;
  return (fire) => {
    now += 1;
    if (!fire) next = now + 1;
    else if (now >= next + period / 3) next += period * (1 + 0.04 * normal(rng));
    return fire && now >= next ? 1 : 0;
  };
}

/** The old view of the others, each where it would be now had it gone on as it did; and oneself as one is. */
function foresee(old: ArenaState, now: ArenaState, seat: Seat, late: number): ArenaState {
  const map = mapFor(old.players.length);
  const goOn = (player: Player): Player => {
    let { x, y } = player;
    for (let i = 0; i < late; i++) ({ x, y } = movePlayer(map, { x, y }, player, speedOf(player, old.tick)));
    return { ...player, x, y };
  };
  const players = [...old.players].map((player, at) => (at === seat ? { ...now.players[seat]! } : goOn(player)));
  return { ...old, players };
}

function decide(state: ArenaState, seat: Seat, rng: RngWords, unsteadiness: number): ArenaInput | undefined {
  const input = bot(state, seat, rng);
  if (!input?.fire) return input;
  const nearest = Math.min(
    ...[...state.players]
      .filter(({ team }) => team !== state.players[seat]!.team)
      .map((other) => {
        const me = state.players[seat]!;
        return Math.max(Math.sqrt((other.x - me.x) ** 2 + (other.y - me.y) ** 2), HIT_RADIUS);
      }),
  );
  const width = (2 * Math.atan(HIT_RADIUS / nearest) * 256) / (2 * Math.PI);
  const error = Math.round(normal(rng) * unsteadiness * (width / 4.133));
  return { ...input, aim: (input.aim + error) & 255 };
}

/** From one direction to another, the shorter way. */
const turnTo = (from: number, to: number): number => ((to - from + 128) & 255) - 128;
