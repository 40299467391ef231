// A game on Arbiter between two plain SDK clients.

import { type Player, privateMatch, signIn, type Table } from '../client.ts';
import { type OpenTable, Progress, type Seat } from './table-of-two.ts';

const players = new Map<string, Promise<[Player, Player]>>();

export const openArbiterTable: OpenTable = async (endpoint, id) => {
  const pair = players.get(id) ?? Promise.all([signIn(endpoint), signIn(endpoint)]);
  players.set(id, pair);
  const tables = await privateMatch(...(await pair), 'untimed');
  return {
    seats: [seatAt(tables[0]), seatAt(tables[1])],
    async close() {
      await Promise.all(tables.map(({ room }) => room.leave()));
    },
  };
};

function seatAt(table: Table): Seat {
  const progress = new Progress();
  table.room.onStateChange((state: { moves: ArrayLike<string> }) => progress.reached(state.moves.length));
  return {
    sees: (plies) => progress.until(plies),
    async move(ply, move) {
      const refused = await table.act({ type: 'move', move });
      if (refused !== undefined) throw new Error(`ply ${ply} ${move} was refused: ${refused}`);
    },
  };
}
