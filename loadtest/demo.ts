// `npm run demo`: against the running server, plays well-known games with two SDK clients each, tries what is impossible
// on the way, and ends with the leaderboard. The server is the one that this environment would start (PORT), or --endpoint.

import { loadConfig } from '../src/config.ts';
import { getJson, type Player, privateMatch, signIn, type Table, watchMatch } from './client.ts';
import { famousGames } from './famous-games.ts';
import { playFamous } from './famous-match.ts';
import { numberOf, optionsOf, say } from './script.ts';

const usage = `usage: npm run demo -- [options]

Plays well-known games on a running server, tries what is impossible, and shows the leaderboard.

  --endpoint <url>   the server; default: the one that this environment would start
  --games <number>   how many games; default 8
  --delay <ms>       between two moves; default 40`;

const values = optionsOf(usage, {
  endpoint: { type: 'string', default: `http://localhost:${loadConfig().port}` },
  games: { type: 'string', default: '8' },
  delay: { type: 'string', default: '40' },
});
const { endpoint } = values;
const count = Math.min(numberOf(values, 'games'), famousGames.length);
const delayMs = numberOf(values, 'delay');

const players = new Map<string, Promise<Player>>();
const player = (name: string): Promise<Player> => {
  const known = players.get(name) ?? signIn(endpoint, name);
  players.set(name, known);
  return known;
};

let failures = 0;
try {
  await getJson(endpoint, '/games');
} catch {
  say(
    `No Arbiter answers at ${endpoint}. Start one with: npm start; or say where it is: npm run demo -- --endpoint <url>`,
  );
  process.exit(1);
}
await tryTheImpossible();
// Evenly through the list, so that a few games show many endings.
for (let i = 0; i < count; i++) await play(Math.floor((i * famousGames.length) / count));
await showLeaderboard();
say(`
  Watch them again: ${endpoint}
  They moved faster than people do, so \`npx arbiter cases\` may list the demo's players now: detectors at work.`);
process.exit(failures === 0 ? 0 : 1);

async function play(index: number): Promise<void> {
  const game = famousGames[index]!;
  const tables = await privateMatch(await player(game.white), await player(game.black), 'blitz');
  const { moves, wrong } = await playFamous(game, tables, () => new Promise((resolve) => setTimeout(resolve, delayMs)));
  if (wrong) failures += 1;
  const title = `${game.white} – ${game.black}, ${game.year}`;
  say(wrong ? `✗ ${title}: ${wrong}` : `✓ ${title}: ${game.result} by ${game.end} after ${Math.ceil(moves / 2)} moves`);
  await Promise.all(tables.map(({ room }) => room.leave()));
}

/** One impossible action of each kind; each must be refused with this reason, and change nothing. */
async function tryTheImpossible(): Promise<void> {
  const [white, black] = await privateMatch(await player('Ann'), await player('Bob'), 'untimed');
  const spectator = await watchMatch((await player('Watcher')).sdk, white.room.roomId);
  const attempts: [string, Table, unknown, string][] = [
    ['an illegal move', white, { type: 'move', move: 'e2e5' }, 'illegal_move'],
    ['a move out of turn', black, { type: 'move', move: 'e7e5' }, 'not_your_turn'],
    ["a move with the other's piece", white, { type: 'move', move: 'e7e5' }, 'illegal_move'],
    ["a move for another's seat", black, { type: 'move', move: 'e2e4', seat: 0 }, 'malformed'],
    ["a spectator's move", spectator, { type: 'move', move: 'e2e4' }, 'not_seated'],
    ['a malformed action', white, { type: 'move', move: 42 }, 'malformed'],
    ['a draw nobody offered', black, { type: 'accept_draw' }, 'no_draw_offer'],
  ];
  for (const [what, table, action, expected] of attempts) {
    const reason = await table.act(action);
    if (reason !== expected) failures += 1;
    say(`${reason === expected ? '✓' : '✗'} ${what} is refused: ${reason}`);
  }
  await white.act({ type: 'resign' });
  await Promise.all([white, black, spectator].map(({ room }) => room.leave()));
}

interface Leaderboard {
  items: {
    rank: number;
    player: { id: string; name: string };
    rating: number;
    games: number;
    wins: number;
    draws: number;
    losses: number;
  }[];
}

/** Waits until every game played here is rated, then prints the board. */
async function showLeaderboard(): Promise<void> {
  const own = new Set((await Promise.all(players.values())).map(({ playerId }) => playerId));
  let board: Leaderboard = { items: [] };
  for (let tries = 0; tries < 100; tries++) {
    board = await getJson<Leaderboard>(endpoint, '/leaderboards/chess?mode=blitz&limit=100');
    const rated = board.items.filter(({ player: { id } }) => own.has(id)).reduce((sum, { games }) => sum + games, 0);
    if (rated >= count * 2) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  say('\n  #  player                     rating  games  +  =  −');
  for (const { rank, player: who, rating, games, wins, draws, losses } of board.items.slice(0, 20)) {
    const numbers = [String(games).padStart(5), ...[wins, draws, losses].map((n) => String(n).padStart(2))].join(' ');
    say(
      `${String(rank).padStart(3)}  ${who.name.slice(0, 26).padEnd(26)} ${rating.toFixed(0).padStart(6)}  ${numbers}`,
    );
  }
}
