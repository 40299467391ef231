// Plays a well-known game in a real room, move by move, with two SDK clients.

import { Chess } from 'chess.js';
import type { Table } from './client.ts';
import type { FamousGame } from './famous-games.ts';

/** The reason by which Arbiter calls each end. */
const reasons: Record<FamousGame['end'], string> = {
  checkmate: 'checkmate',
  stalemate: 'stalemate',
  threefold: 'threefold_repetition',
  'fifty-moves': 'fifty_moves',
  'insufficient-material': 'insufficient_material',
  resignation: 'resignation',
  agreement: 'agreement',
};
const ranks: Record<FamousGame['result'], readonly number[]> = { '1-0': [1, 2], '0-1': [2, 1], '1/2-1/2': [1, 1] };

/** A game's moves in UCI: another library than the server's reads the notation. */
export function uciMoves({ san }: FamousGame): string[] {
  const chess = new Chess();
  for (const move of san.split(' ')) chess.move(move, { strict: true });
  return chess.history({ verbose: true }).map(({ lan }) => lan);
}

export interface Played {
  readonly moves: number;
  /** Empty when the room ended the match just as history did. */
  readonly wrong: string;
}

/** `pause` runs after each move. Resigns or agrees a draw where the players did. */
export async function playFamous(
  game: FamousGame,
  [white, black]: readonly [Table, Table],
  pause: () => Promise<void> = async () => {},
): Promise<Played> {
  const moves = uciMoves(game);
  for (const [ply, move] of moves.entries()) {
    const refused = await (ply % 2 === 0 ? white : black).act({ type: 'move', move });
    if (refused !== undefined) return { moves: ply, wrong: `move ${ply + 1} ${move} was refused: ${refused}` };
    await pause();
  }
  if (game.end === 'resignation') {
    await (game.result === '1-0' ? black : white).act({ type: 'resign' });
  } else if (game.end === 'agreement') {
    await white.act({ type: 'offer_draw' });
    await black.act({ type: 'accept_draw' });
  }
  const { outcome } = await white.ended();
  const right = outcome?.reason === reasons[game.end] && outcome.ranks.join() === ranks[game.result].join();
  return {
    moves: moves.length,
    wrong: right ? '' : `ended as ${JSON.stringify(outcome)}, not ${game.result} by ${game.end}`,
  };
}
