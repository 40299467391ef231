// A game on boardgame.io between two bare socket.io clients that speak its protocol: lighter than its own client, which
// also runs the game's rules.

import { io, type Socket } from 'socket.io-client';
import { type OpenTable, Progress, type Seat } from './table-of-two.ts';

let matches = 0;

export const openBoardgameTable: OpenTable = async (endpoint, id) => {
  const matchId = `${id}-${matches++}`;
  const sockets: Socket[] = [];
  const seats: Seat[] = [];
  for (const playerId of ['0', '1']) {
    const socket = io(`${endpoint}/chess`, { transports: ['websocket'], forceNew: true, reconnection: false });
    sockets.push(socket);
    seats.push(await sit(socket, matchId, playerId));
  }
  return {
    seats: seats as [Seat, Seat],
    close: async () => sockets.forEach((socket) => socket.close()),
  };
};

async function sit(socket: Socket, matchId: string, playerId: string): Promise<Seat> {
  const progress = new Progress();
  socket.on('update', (_matchId: string, state: { _stateID: number }) => progress.reached(state._stateID));
  const synced = new Promise((resolve, reject) => {
    socket.on('sync', resolve);
    socket.on('connect_error', reject);
  });
  socket.on('connect', () => socket.emit('sync', matchId, playerId, undefined, 2));
  await synced;
  return {
    sees: (plies) => progress.until(plies),
    async move(ply, uci) {
      const payload = { type: 'move', args: [uci], playerID: playerId };
      socket.emit('update', { type: 'MAKE_MOVE', payload }, ply, matchId, playerId);
      await progress.until(ply + 1);
    },
  };
}
