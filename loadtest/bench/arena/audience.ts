// Those who watch, a process of its own: `audience.ts <peer> <endpoint> <match's room id> <count>`. Told `open`, they
// join (on Arbiter its watch rooms, else the match's own) and it answers where they are; then it counts for them.

import type { PeerId } from './peers.ts';
import { reserveSeat, type SeatReservation, seatUrl } from './seat-reservation.ts';
import { Spectator } from './spectator.ts';

const [peer, endpoint = '', matchId = '', count = '1'] = process.argv.slice(2) as [PeerId, ...string[]];
const enterAtOnce = 20;
const spectators: Spectator[] = [];

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    // Alone: the others then find the room that it has made.
    const seats = [await enter()];
    while (seats.length < Number(count)) {
      const group = Math.min(enterAtOnce, Number(count) - seats.length);
      seats.push(...(await Promise.all(Array.from({ length: group }, enter))));
    }
    const distinct = (key: 'roomId' | 'processId'): string[] => [...new Set(seats.map((seat) => seat[key]))];
    return { roomIds: distinct('roomId'), processIds: distinct('processId') };
  },
  async count() {
    const sum = (key: 'bytes' | 'patches'): number => spectators.reduce((total, one) => total + one[key], 0);
    return { bytes: sum('bytes'), patches: sum('patches'), lost: spectators.filter(({ lost }) => lost).length };
  },
};

async function enter(): Promise<SeatReservation> {
  const seat = await (peer === 'own'
    ? reserveSeat(endpoint, 'joinOrCreate', 'watch', undefined, { matchId })
    : reserveSeat(endpoint, 'joinById', matchId, undefined, { watch: true }));
  const spectator = new Spectator();
  spectators.push(spectator);
  await spectator.enter(seatUrl(endpoint, seat));
  return seat;
}

process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});
