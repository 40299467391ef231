// What a seat must not know is not in its bytes: two matches that differ in one seat's secret alone send everyone else
// the very same bytes, as long as the public events are the same.

import { describe, expect, it } from 'vitest';

import { type Berth, type Cell, CELLS, randomFleet } from '../../../src/games/battleship/fleet.ts';
import { battleship } from '../../../src/games/battleship/index.ts';
import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import { onSchema } from '../../../src/games/kit/game.ts';
import { below, type Match, seeded, snapshot } from '../../../src/games/kit/index.ts';
import { open, seedOf } from '../driver.ts';
import { Wire, type WireClient } from '../wire.ts';
import { act, firing, placed, placing } from './setup.ts';

const MATCHES = 60;
const ROUNDS = 30;

/** All of a state but what is secret. */
const publicPart = ({ waters, ...rest }: BattleshipState): Uint8Array =>
  snapshot({ ...rest, waters: waters.map(({ ready, shots, shown }) => ({ ready, shots, shown })) });

/** Shots in turn that have the same public results whichever of two fleets is seat 0's. */
function commonShots(
  fleets: readonly [readonly Berth[], readonly Berth[]],
  other: readonly Berth[],
  seed: string,
): Cell[] {
  let worlds = fleets.map((fleet) => placed(undefined, fleet, other));
  const rng = seeded(seed);
  const shots: Cell[] = [];
  for (let tries = 0; shots.length < ROUNDS && tries < 1_000; tries++) {
    const cell = below(rng, CELLS);
    const next = structuredClone(worlds);
    const refused = next.map((state) => act(state, state.turn, firing(cell)))[0];
    const alike = Buffer.compare(publicPart(next[0]!), publicPart(next[1]!)) === 0;
    if (refused || !alike || next[0]!.ending !== '') continue;
    worlds = next;
    shots.push(cell);
  }
  return shots;
}

interface World {
  readonly match: Match;
  readonly wire: Wire;
}

function openWorld(seed: string, mode = 'untimed'): World {
  const { match } = open(battleship, mode, seed, onSchema(battleship.entities));
  return { match, wire: new Wire(battleship, match.state, 2) };
}

/** Everything that was sent to a seat, or to spectators; also to those who join at the end. */
function bytesOf({ wire }: World, seat: number | undefined): string[] {
  const clients: WireClient[] = [...wire.clients.filter((client) => client.seat === seat), wire.rejoin(seat)];
  return clients.flatMap(({ frames }) => frames.map((frame) => Buffer.from(frame).toString('hex')));
}

describe('[W3] the bytes of a match', () => {
  it(`[G3] do not tell where a fleet lies: ${MATCHES} pairs of matches, byte for byte`, () => {
    let hits = 0;
    for (let n = 0; n < MATCHES; n++) {
      const seed = seedOf('secret', n);
      const rng = seeded(seed);
      const [one, two, other] = [randomFleet(rng), randomFleet(rng), randomFleet(rng)];
      const shots = commonShots([one, two], other, seed);
      const worlds = [one, two].map((fleet) => {
        const world = openWorld(seed);
        const { match, wire } = world;
        wire.patch();
        for (const [seat, berths] of [fleet, other].entries()) {
          match.act(seat, placing(berths));
          wire.patch();
        }
        for (const cell of shots) {
          match.advance();
          expect(match.act((match.state as BattleshipState).turn, firing(cell))).toBeUndefined();
          wire.patch();
        }
        hits += (match.state as BattleshipState).waters[0]!.shots.filter((shot) => shot === 2).length;
        return world;
      }) as [World, World];
      for (const seat of [1, undefined]) expect(bytesOf(worlds[0], seat), seed).toEqual(bytesOf(worlds[1], seat));
      expect(bytesOf(worlds[0], 0)).not.toEqual(bytesOf(worlds[1], 0));
    }
    expect(hits).toBeGreaterThan(MATCHES);
  });

  it('[G3] do not tell what the seed will draw, nor what it drew for a fleet that nobody placed', () => {
    const worlds = [1, 2].map((n) => {
      const world = openWorld(seedOf('drawn', n), 'quick');
      world.match.act(1, placing([0, 10, 20, 30, 40]));
      for (let i = 0; i < 301; i++) world.match.advance();
      world.wire.patch();
      return world;
    }) as [World, World];
    const ships = worlds.map(({ match }) => [...(match.state as BattleshipState).waters[0]!.ships]);
    expect(ships[0]).toHaveLength(5);
    expect(ships[0]).not.toEqual(ships[1]);
    for (const seat of [1, undefined]) expect(bytesOf(worlds[0], seat)).toEqual(bytesOf(worlds[1], seat));
  });

  it('[G3] tell a seat its own fleet, also when it joins anew', () => {
    const { match, wire } = openWorld(seedOf('own', 0));
    match.act(0, placing([0, 10, 20, 30, 40]));
    wire.patch();
    const shipsSeenBy = ({ decoder }: WireClient): unknown =>
      (decoder.state as unknown as BattleshipState).waters.map(({ ships }) => ships && [...ships]);
    const [own, opponent, spectator] = wire.clients.map(shipsSeenBy);
    expect(own).toEqual([[0, 10, 20, 30, 40], undefined]);
    expect(shipsSeenBy(wire.rejoin(0))).toEqual(own);
    expect(opponent).toEqual([undefined, []]);
    expect(spectator).toEqual([undefined, undefined]);
  });
});
