// The load generator, a process of its own: `load.ts arbiter|boardgameio <endpoint> <first game> <games> <plies>`.
// Told `open`, it seats two clients at each game; `play`, it plays all games and says when it was done; `close`.

import { openArbiterTable } from './arbiter-table.ts';
import { openBoardgameTable } from './boardgame-table.ts';
import { randomGames } from './random-games.ts';
import { playGame, type TableOfTwo } from './table-of-two.ts';

const [peer, endpoint = '', first = '0', count = '1', plies = '60'] = process.argv.slice(2);
const openTable = peer === 'arbiter' ? openArbiterTable : openBoardgameTable;
const games = randomGames(Number(first) + Number(count), Number(plies)).slice(Number(first));
const opensAtOnce = 10;
let tables: TableOfTwo[] = [];

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    for (let i = 0; i < games.length; i += opensAtOnce) {
      const group = games.slice(i, i + opensAtOnce).map((_, at) => openTable(endpoint, `${first}-${i + at}`));
      tables.push(...(await Promise.all(group)));
    }
    return true;
  },
  async play() {
    const startMs = performance.now();
    await Promise.all(tables.map((table, i) => playGame(table, games[i]!)));
    return { moves: games.length * Number(plies), seconds: (performance.now() - startMs) / 1_000 };
  },
  async close() {
    await Promise.all(tables.map((table) => table.close()));
    tables = [];
    return true;
  },
};

// The probe lets go of the channel; here the next command is what there is to live for.
process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});
