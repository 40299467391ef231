// The `boards` step: tells those players of matches whose rank is another than the one they were told before.

import { ladderBoard } from './boards/board.ts';
import type { Boards } from './boards/index.ts';
import { countAbove, entriesOf } from './boards/in-postgres.ts';
import { inPrisma } from './boards/run.ts';
import type { Ladder } from './ladders/results.ts';
import type { Pushes } from './pushes.ts';
import type { BatchWork, Transaction } from './results.ts';

export const tellRanks =
  (pushes: Pushes, boards: Boards): BatchWork =>
  async (tx, matchIds) => {
    const changes = await tx.ratingChange.findMany({
      where: { matchId: { in: [...matchIds] } },
      // In one order for all, so that no two transactions wait for each other.
      orderBy: [{ game: 'asc' }, { mode: 'asc' }, { season: 'asc' }, { playerId: 'asc' }],
    });
    const ladders = Map.groupBy(changes, ({ game, mode, season }) => ladderBoard({ game, mode, season }));
    const told: { ladder: Ladder; moves: Move[]; touched: Set<string> }[] = [];
    for (const [board, own] of ladders) {
      const { game, mode, season } = own[0]!;
      const ladder = { game, mode, season };
      const playerIds = [...new Set(own.map(({ playerId }) => playerId))];
      const moves = await noteRanks(tx, board, playerIds);
      told.push({ ladder, moves, touched: await boardsOf(tx, ladder, playerIds) });
    }
    return () => {
      for (const { ladder, moves, touched } of told) {
        for (const { playerId, before, rank } of moves) {
          pushes.send([playerId], { type: 'leaderboard.updated', ...ladder, before, rank });
        }
        for (const board of touched) void boards.changed(board);
      }
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
  await tx.$executeRaw`
    INSERT INTO told_ranks (player_id, board, rank)
    SELECT "playerId", ${board}, rank FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS moved ("playerId" uuid, rank int)
    ORDER BY 1 ON CONFLICT (player_id, board) DO UPDATE SET rank = excluded.rank`;
  return moves;
}

async function boardsOf(tx: Transaction, ladder: Ladder, playerIds: readonly string[]): Promise<Set<string>> {
  const where = { ...ladder, playerId: { in: [...playerIds] } };
  const ratings = await tx.rating.findMany({ where, select: { region: true } });
  return new Set(
    [undefined, ...ratings.map(({ region }) => region ?? undefined)].map((region) => ladderBoard(ladder, region)),
  );
}
