// Who stands where: in a game's mode, all together or of a region; in a title; by achievements.

import type { Database } from '../db/client.ts';
import { achievementsBoard, ladderBoard, titleBoard } from './boards/board.ts';
import type { Boards } from './boards/index.ts';
import type { RankedEntry } from './boards/window.ts';
import type { Games } from './games.ts';
import type { Ladder } from './ladders/results.ts';
import { type Look, lookAtRatings, lookAtScores } from './leaderboards/show.ts';
import { type BoardRequest, placeOf, viewBoard } from './leaderboards/view.ts';
import { Refused } from './refused.ts';
import { currentSeason } from './seasons.ts';

/** What of a game; left out: its default mode, the season of now, all regions. */
export interface BoardChoice {
  readonly mode?: string | undefined;
  readonly season?: number | undefined;
  readonly region?: string | undefined;
}

interface RegionalLadder extends Ladder {
  readonly region: string | null;
}

type LookAt<Item> = (entries: readonly RankedEntry[]) => Promise<Look<Item>>;

export type Leaderboards = ReturnType<typeof openLeaderboards>;

export function openLeaderboards(db: Database, boards: Boards, games: Games) {
  async function ladderOf(game: string, { mode, season, region }: BoardChoice): Promise<RegionalLadder | undefined> {
    const played = games.mode(game, mode);
    if (played === undefined) return undefined;
    const now = await currentSeason(db, game);
    if (season !== undefined && season > now) return undefined;
    return { game, mode: played, season: season ?? now, region: region ?? null };
  }

  /** Left out, the one in which most have a score. */
  async function titleModeOf(titleId: string, mode: string | undefined): Promise<string | undefined> {
    if (!(await db.prisma.title.findUnique({ where: { id: titleId } }))) return undefined;
    const prefix = titleBoard(titleId, '');
    const [largest] = await db.prisma.board.findMany({
      where: { board: mode === undefined ? { startsWith: prefix } : prefix + mode },
      orderBy: [{ players: 'desc' }, { board: 'asc' }],
      take: 1,
    });
    return mode ?? largest?.board.slice(prefix.length) ?? '';
  }

  const scores = (entries: readonly RankedEntry[]) => lookAtScores(db, entries);
  const ratingsOf = (ladder: Ladder) => (entries: readonly RankedEntry[]) => lookAtRatings(db, ladder, entries);

  async function list<Item>(board: string, request: BoardRequest, lookAt: LookAt<Item>) {
    const view = await viewBoard(db, boards, board, request);
    if (view instanceof Refused) return view;
    const { items, around } = view;
    const look = await lookAt([...items, ...(around ?? [])]);
    return { ...view, items: items.flatMap(look), ...(around && { around: around.flatMap(look) }) };
  }

  async function place<Item>(board: string, playerId: string, lookAt: LookAt<Item>) {
    const { windows, players } = await boards.read(board, [{ around: playerId, limit: 1 }]);
    const own = windows[0]![0];
    const [entry = null] = own ? (await lookAt([own]))(own) : [];
    return { entry, players, ...placeOf(own, players) };
  }

  return {
    /** Undefined: there is no such board. */
    async list(game: string, choice: BoardChoice, request: BoardRequest) {
      const ladder = await ladderOf(game, choice);
      if (ladder) {
        const found = await list(boardOf(ladder), request, ratingsOf(ladder));
        return found instanceof Refused ? found : { ...ladder, ...found };
      }
      const mode = await titleModeOf(game, choice.mode);
      if (mode === undefined) return undefined;
      const found = await list(titleBoard(game, mode), request, scores);
      return found instanceof Refused ? found : { ...ofTitle(game, mode), ...found };
    },

    /** By the points of what players have unlocked. */
    achievements: (request: BoardRequest) => list(achievementsBoard, request, scores),

    /** Undefined: there is no such board. */
    async place(game: string, choice: BoardChoice, playerId: string) {
      const ladder = await ladderOf(game, choice);
      if (ladder) return { ...ladder, ...(await place(boardOf(ladder), playerId, ratingsOf(ladder))) };
      const mode = await titleModeOf(game, choice.mode);
      if (mode === undefined) return undefined;
      return { ...ofTitle(game, mode), ...(await place(titleBoard(game, mode), playerId, scores)) };
    },
  };
}

const boardOf = (ladder: RegionalLadder): string => ladderBoard(ladder, ladder.region ?? undefined);

const ofTitle = (game: string, mode: string) => ({ game, mode, season: null, region: null });
