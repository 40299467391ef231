// Reads a finished match's start and moves out of its log file: so that a link still shows a board when the room is long
// gone. A match is a log.

import type { ChessAction } from '../games/chess/actions.ts';
import { decodeLog } from '../replays/log-codec.ts';
import { readFile } from '../replays/log-file.ts';
import { startOf } from './start.ts';

/** `start` in FEN, `moves` in UCI. Throws where the file is no log. */
export function readLog(file: Uint8Array): { start: string; moves: string[] } {
  const { header, entries } = decodeLog(readFile(file).chunks.map(({ bytes }) => bytes));
  const actions = entries.flatMap((entry) => (entry.kind === 'action' ? [entry.action as ChessAction] : []));
  const moves = actions.flatMap((action) => (action.type === 'move' ? [action.move] : []));
  return { start: startOf(header.mode, header.seed), moves };
}
