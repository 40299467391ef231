// The `boards` step: tells the players of a match whose rank is another than the one they were told before.

import { ladderBoard } from './boards/board.ts';
import type { Boards } from './boards/index.ts';
import { countAbove, entriesOf } from './boards/in-postgres.ts';
import { inPrisma } from './boards/run.ts';
import type { Ladder } from './ladders/results.ts';
import type { Pushes } from './pushes.ts';
import type { StepWork, Transaction } from './results.ts';

export const tellRanks =
  (pushes: Pushes, boards: Boards): StepWork =>
  async (tx, matchId) => {
    const changes = await tx.ratingChange.findMany({ where: { matchId }, orderBy: { playerId: 'asc' } });
    const [change] = changes;
    if (!change) return undefined;
    const { game, mode, season } = change;
    const ladder = { game, mode, season };
    const playerIds = changes.map(({ playerId }) => playerId);
    const moves = await noteRanks(tx, ladderBoard(ladder), playerIds);
    const touched = await boardsOf(tx, ladder, playerIds);
    return () => {
      for (const { playerId, before, rank } of moves) {
        pushes.send([playerId], { type: 'leaderboard.updated', game, mode, season, before, rank });
      }
      for (const board of touched) void boards.changed(board);
    };
  };

interface Move {
  readonly playerId: string;
  /** The rank that the player was told last. */
  readonly before: number | null;
  readonly rank: number;
}

/** Of those whose rank is another one now, who are told it from now on. */
async function noteRanks(tx: Transaction, board: string, playerIds: readonly string[]): Promise<Move[]> {
  const run = inPrisma(tx);
  const entries = await entriesOf(run, board, playerIds);
  const above = await countAbove(
    run,
    board,
    entries.map(({ score }) => score),
  );
  const told = await tx.toldRank.findMany({ where: { board, playerId: { in: [...playerIds] } } });
  const before = new Map(told.map(({ playerId, rank }) => [playerId, rank]));
  const moves = entries
    .map(({ playerId, score }) => ({ playerId, before: before.get(playerId) ?? null, rank: above.get(score)! + 1 }))
    .filter(({ before, rank }) => rank !== before)
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1));
  for (const { playerId, rank } of moves) {
    await tx.toldRank.upsert({
      where: { playerId_board: { playerId, board } },
      create: { playerId, board, rank },
      update: { rank },
    });
  }
  return moves;
}

async function boardsOf(tx: Transaction, ladder: Ladder, playerIds: readonly string[]): Promise<Set<string>> {
  const where = { ...ladder, playerId: { in: [...playerIds] } };
  const ratings = await tx.rating.findMany({ where, select: { region: true } });
  return new Set(
    [undefined, ...ratings.map(({ region }) => region ?? undefined)].map((region) => ladderBoard(ladder, region)),
  );
}
