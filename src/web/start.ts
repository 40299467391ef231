// Where a finished match of chess started, from its log's mode and seed: the rules' own draw of a position.

import { CHESS960_POSITIONS, startPosition } from '../games/chess/chess960.ts';
import { START } from '../games/chess/fen.ts';
import { type ChessMode, modes } from '../games/chess/modes.ts';
import { below, seeded } from '../games/kit/rng.ts';

/** In FEN. */
export function startOf(mode: string, seed: string): string {
  const { shuffled = false } = (modes as Readonly<Record<string, ChessMode>>)[mode] ?? {};
  return shuffled ? startPosition(below(seeded(seed), CHESS960_POSITIONS)) : START;
}
