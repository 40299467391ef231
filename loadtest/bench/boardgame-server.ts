// boardgame.io's own server with chess, as a process: `boardgame-server.ts validated|unvalidated`, PORT.
// It keeps its matches in memory, which is its default.

import { createRequire } from 'node:module';
import { Chess } from 'chess.js';

interface Position {
  /** FEN, so that a move need not replay the game as boardgame.io's own chess example does. */
  fen: string;
  last: string;
  over: boolean;
}
type MoveFunction = (context: { G: Position }, uci: string) => Position | 'INVALID_MOVE' | undefined;

const require = createRequire(import.meta.url);
const { Server } = require('boardgame.io/server') as {
  Server(options: object): { run(options: { port: number; callback?: () => void }): Promise<unknown> };
};

/** Legality by chess.js, and whether the game is over: the same duties as ours. */
const validated: MoveFunction = ({ G }, uci) => {
  const chess = new Chess(G.fen);
  try {
    chess.move({ from: uci.slice(0, 2), to: uci.slice(2, 4), promotion: uci.slice(4) });
  } catch {
    return 'INVALID_MOVE';
  }
  G.fen = chess.fen();
  G.last = uci;
  G.over = chess.isGameOver();
  return undefined;
};

const unvalidated: MoveFunction = ({ G }, uci) => {
  G.last = uci;
  return undefined;
};

const game = {
  name: 'chess',
  setup: (): Position => ({ fen: new Chess().fen(), last: '', over: false }),
  moves: { move: process.argv[2] === 'unvalidated' ? unvalidated : validated },
  turn: { minMoves: 1, maxMoves: 1 },
  endIf: ({ G }: { G: Position }) => G.over || undefined,
  disableUndo: true,
};

await Server({ games: [game], origins: ['*'] }).run({ port: Number(process.env['PORT']) });
