// 2,000 games of random moves, judged by chess.js as well. Its move() takes 0.1 ms and its move lists up to 2 ms, so it follows
// 50 games move by move, and visits the others: it counts the legal moves at every 48th ply, lists them once in a game,
// and judges every last position, the way to it too where the game ended by repetition.

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';

import { fen } from '../../../src/games/chess/fen.ts';
import { squareName } from '../../../src/games/chess/notation.ts';
import { rules } from '../../../src/games/chess/rules.ts';
import type { ChessState } from '../../../src/games/chess/state.ts';
import { below, seeded } from '../../../src/games/kit/rng.ts';
import { seedOf } from '../driver.ts';
import { act, movesIn, randomMove, startFrom } from './setup.ts';

const GAMES = 2_000;
const FOLLOWED = 50;
const PLIES_BETWEEN_COUNTS = 48;

const inUci = ({ from, to, promotion = '' }: { from: string; to: string; promotion?: string }): string =>
  from + to + promotion;
const asMove = (text: string) => ({ from: text.slice(0, 2), to: text.slice(2, 4), promotion: text.slice(4) });

/** What chess.js says about a position that it stands in; undefined while the game is on. */
function endingOf(judge: Chess): string | undefined {
  if (judge.isCheckmate()) return 'checkmate';
  if (judge.isStalemate()) return 'stalemate';
  if (judge.isInsufficientMaterial()) return 'insufficient_material';
  if (judge.isThreefoldRepetition()) return 'threefold_repetition';
  return judge.isDrawByFiftyMoves() ? 'fifty_moves' : undefined;
}

const judge = new Chess();
const judging = (state: ChessState): Chess => {
  judge.load(fen(state), { skipValidation: true });
  return judge;
};

/** Plays random legal moves to the end; `visit` is shown the state before each, and the move. */
function playRandomly(seed: string, visit: (state: ChessState, move: string) => void): ChessState {
  const state = startFrom();
  const rng = seeded(seed);
  while (state.ending === '') {
    const move = randomMove(state, rng);
    visit(state, move);
    const reason = act(state, state.turn, { type: 'move', move });
    // An expectation costs more than a move, and there are three million of them.
    if (reason) expect.fail(`${seed}: ${move} in ${fen(state)} is refused: ${reason}`);
  }
  return state;
}

function comparesLists(state: ChessState, seed: string): void {
  const theirs = judging(state).moves({ verbose: true }).map(inUci);
  expect(movesIn(state).sort(), `${seed}: ${fen(state)}`).toEqual(theirs.sort());
  const rng = seeded(seed);
  for (let i = 0; i < 100; i++) {
    const move = squareName(below(rng, 64)) + squareName(below(rng, 64));
    const refused = rules.refuse(state, state.turn, { type: 'move', move });
    expect(refused, `${seed}: ${move} in ${fen(state)}`).toBe(theirs.includes(move) ? undefined : 'illegal_move');
  }
}

/** The ending as chess.js sees it, which for a repetition must be led there. */
function judgedEnding(state: ChessState): string | undefined {
  if (state.ending !== 'threefold_repetition') return endingOf(judging(state));
  const replayed = new Chess();
  for (const move of state.moves) replayed.move(asMove(move));
  return endingOf(replayed);
}

describe('chess against chess.js', () => {
  it(
    `[G3] ${FOLLOWED} random games: the same position and the same verdict after every move`,
    { timeout: 120_000 },
    () => {
      for (let n = 0; n < FOLLOWED; n++) {
        const seed = seedOf('followed', n);
        const other = new Chess();
        const state = playRandomly(seed, (before, move) => {
          const alike = other.fen() === fen(before) && endingOf(other) === undefined;
          if (!alike) expect.fail(`${seed}: ${fen(before)} is ${other.fen()}, ${endingOf(other)}, to chess.js`);
          other.move(asMove(move));
        });
        expect(endingOf(other), `${seed}: ${fen(state)}`).toBe(state.ending);
        expect(other.fen()).toBe(fen(state));
      }
    },
  );

  it(`[G3] [V1] ${GAMES} random games: the same legal moves and the same endings`, { timeout: 300_000 }, () => {
    const endings: Record<string, number> = {};
    for (let n = 0; n < GAMES; n++) {
      const seed = seedOf('random', n);
      const listedAt = below(seeded(seed), 200);
      const state = playRandomly(seed, (before) => {
        const ply = before.moves.length;
        if (ply === listedAt) comparesLists(before, seed);
        if ((ply + n) % PLIES_BETWEEN_COUNTS !== 0) return;
        const counts = judging(before).perft(1) === movesIn(before).length;
        if (!counts || endingOf(judge)) expect.fail(`${seed}: chess.js sees ${fen(before)} otherwise`);
      });
      expect(judgedEnding(state), `${seed}: ${fen(state)}`).toBe(state.ending);
      endings[state.ending] = (endings[state.ending] ?? 0) + 1;
    }
    const kinds = ['checkmate', 'fifty_moves', 'insufficient_material', 'stalemate', 'threefold_repetition'];
    expect(Object.keys(endings).sort()).toEqual(kinds);
  });
});
