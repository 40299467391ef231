// Those who watch, a process of its own: `audience.ts <peer> <endpoint> <match's room id> <match's process id> <count>`.
// Told `open`, they join, on Arbiter its watch rooms, else the match's own; told `count`, it says what they received.

import type { PeerId } from './peers.ts';
import { reserveSeat, seatUrl } from './seat-reservation.ts';
import { Spectator } from './spectator.ts';

const [peer, endpoint = '', matchId = '', home = '', count = '1'] = process.argv.slice(2) as [PeerId, ...string[]];
const enterAtOnce = 20;
const spectators: Spectator[] = [];

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    // Alone: the others then find the room that it has made.
    await enter();
    while (spectators.length < Number(count)) {
      const group = Math.min(enterAtOnce, Number(count) - spectators.length);
      await Promise.all(Array.from({ length: group }, enter));
    }
    return true;
  },
  async count() {
    const sum = (key: 'bytes' | 'patches'): number => spectators.reduce((total, one) => total + one[key], 0);
    return { bytes: sum('bytes'), patches: sum('patches'), lost: spectators.filter(({ lost }) => lost).length };
  },
};

async function enter(): Promise<void> {
  const seat = await (peer === 'own'
    ? reserveSeat(endpoint, 'joinOrCreate', 'watch', undefined, { matchId })
    : reserveSeat(endpoint, 'joinById', matchId, undefined, { watch: true }));
  if (peer === 'own' && seat.processId === home) throw new Error('a watch room was made on the process of the match');
  const spectator = new Spectator();
  spectators.push(spectator);
  await spectator.enter(seatUrl(endpoint, seat));
}

process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});
