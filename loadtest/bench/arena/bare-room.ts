// The peer: a room as Colyseus' documentation writes it, with the arena's own state. It believes its clients, and knows
// of no walls, no hits, no log and no past.

import { type Client, Room } from '@colyseus/core';
import { arenaInputs } from '../../../src/games/arena/actions.ts';
import { TICK_RATE, TILE, WALK } from '../../../src/games/arena/balance.ts';
import { mapFor } from '../../../src/games/arena/map.ts';
import { newPlayer } from '../../../src/games/arena/players.ts';
import { ArenaSchema, ArenaPlayer } from '../../../src/games/arena/state.ts';

type Wish = Readonly<Record<'moveX' | 'moveY' | 'aim', number>>;
type Walker = InstanceType<typeof ArenaPlayer>;

abstract class BareRoom extends Room<{ state: InstanceType<typeof ArenaSchema> }> {
  override patchRate = 1000 / TICK_RATE;
  override state = new ArenaSchema();
  protected readonly players = new Map<string, Walker>();
  #map!: ReturnType<typeof mapFor>;

  override onCreate({ players, spectators }: { players: number; spectators: number }): void {
    this.maxClients = players + spectators;
    this.#map = mapFor(players);
    this.setFixedTimestep(() => this.tick(), TICK_RATE);
  }

  override onJoin(client: Client, { watch }: { watch?: boolean } = {}): void {
    if (watch) return;
    const { starts } = this.#map;
    const { past: _, ...fields } = newPlayer(starts[this.players.size % starts.length]!, this.players.size);
    const player = new ArenaPlayer().assign(fields);
    this.state.players.push(player);
    this.players.set(client.sessionId, player);
    // So much it tells: which player a client is.
    client.send('match', { phase: 'live', seat: this.players.size - 1 });
  }

  protected tick(): void {
    this.state.tick += 1;
  }

  protected walk(player: Walker, { moveX, moveY, aim }: Wish): void {
    player.moveX = moveX;
    player.moveY = moveY;
    player.aim = aim;
    player.x = within(player.x + moveX * WALK.straight, this.#map.width * TILE);
    player.y = within(player.y + moveY * WALK.straight, this.#map.height * TILE);
  }
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Takes inputs by `defineInput`, as games in real time should since Colyseus 0.18. */
export class BareInputRoom extends BareRoom {
  #inputs = this.defineInput(arenaInputs.schema as unknown as new () => Wish);

  protected override tick(): void {
    super.tick();
    for (const [sessionId, player] of this.players) {
      for (const input of this.#inputs.get(sessionId)) this.walk(player, input);
    }
  }
}

/** Takes inputs as messages, as most rooms there are do. */
export class BareMessageRoom extends BareRoom {
  override messages = {
    input: (client: Client, wish: Wish) => this.walk(this.players.get(client.sessionId)!, wish),
  };
}
