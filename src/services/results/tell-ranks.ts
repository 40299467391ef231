// Tells those players of their rank whose own results have changed it since they were told before: of matches in the
// `boards` step, of titles' scores with these.

import type { Transaction } from '../../db/client.ts';
import { ladderBoard, type Standing, titleBoard } from '../boards/board.ts';
import type { Boards } from '../boards/index.ts';
import { countAbove, entriesOf } from '../boards/in-postgres.ts';
import { inPrisma } from '../boards/run.ts';
import type { Ladder } from '../ladders/results.ts';
import type { Pushes } from '../pushes.ts';
import type { BatchWork } from './index.ts';

export const tellRanks =
  (pushes: Pushes, boards: Boards): BatchWork =>
  async (tx, matchIds) => {
    const changes = await tx.ratingChange.findMany({ where: { matchId: { in: [...matchIds] } } });
    const tell = await tellRanksOn(tx, pushes, changes, ladderBoard);
    const touched = await boardsOf(tx, matchIds);
    return () => {
      tell();
      for (const board of touched) void boards.changed(board);
    };
  };

/** After the boards of a title have changed; what it returns is to be called after the commit. */
export const tellRanksInTitle = (tx: Transaction, pushes: Pushes, bests: readonly Standing[]): Promise<() => void> =>
  tellRanksOn(tx, pushes, bests, titleBoard);

async function tellRanksOn(
  tx: Transaction,
  pushes: Pushes,
  changed: readonly Standing[],
  boardOf: (ladder: Ladder) => string,
): Promise<() => void> {
  const told: { ladder: Ladder; moves: Move[] }[] = [];
  // In one order for all, so that no two transactions wait for each other.
  const byBoard = [...Map.groupBy(changed, (standing) => boardOf(standing))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [board, own] of byBoard) {
    const { game, mode, season } = own[0]!;
    const playerIds = [...new Set(own.map(({ playerId }) => playerId))];
    told.push({ ladder: { game, mode, season }, moves: await noteRanks(tx, board, playerIds) });
  }
  return () => {
    for (const { ladder, moves } of told) {
      for (const { playerId, before, rank } of moves) {
        pushes.send([playerId], { type: 'leaderboard.updated', ...ladder, before, rank });
      }
    }
  };
}

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

/** All boards on which players of these matches stand by them. */
async function boardsOf(tx: Transaction, matchIds: readonly string[]): Promise<Set<string>> {
  const standings = await tx.$queryRaw<(Ladder & { region: string | null })[]>`
    SELECT DISTINCT game, mode, season, region FROM rating_changes JOIN ratings USING (player_id, game, mode, season)
    WHERE match_id = ANY(${[...matchIds]}::uuid[])`;
  return new Set(
    standings.flatMap((own) => [ladderBoard(own), ...(own.region === null ? [] : [ladderBoard(own, own.region)])]),
  );
}
