// Who stands where: in a game's mode, all together or of a region; in a title; by achievements.

import type { Database } from '../db/client.ts';
import { achievementsBoard, ladderBoard, titleBoard } from './boards/board.ts';
import type { Boards } from './boards/index.ts';
import type { RankedEntry } from './boards/window.ts';
import { type Games, noSuchMode, refuseUnknownGame } from './games.ts';
import type { Ladder } from './ladders/results.ts';
import { type Look, lookAtRatings, lookAtScores } from './leaderboards/show.ts';
import { type BoardRequest, placeOf, viewBoard } from './leaderboards/view.ts';
import { Refused } from './refused.ts';
import { currentSeason } from './seasons.ts';

/** What of a game or title; left out: its default mode, the season of now, all regions. */
export interface BoardChoice {
  readonly mode?: string | undefined;
  readonly season?: number | undefined;
  readonly region?: string | undefined;
}

type LookAt<Item> = (entries: readonly RankedEntry[]) => Promise<Look<Item>>;

export function openLeaderboards(db: Database, boards: Boards, games: Games) {
  /** Refused where there is no such game, title, mode or season. */
  async function choose(game: string, { mode, season, region }: BoardChoice) {
    const ofHouse = games.mode(game, mode);
    const played = ofHouse ?? (await titleModeOf(game, mode));
    if (played === undefined) {
      return (await refuseUnknownGame(db, game)) ?? new Refused('not-found', noSuchMode(game, mode ?? ''));
    }
    const now = await currentSeason(db, game);
    if (season !== undefined && season > now) {
      return new Refused('not-found', `${game} has had no season ${season} yet: that of now is ${now}.`);
    }
    const which = { game, mode: played, season: season ?? now, region: region ?? null };
    return { which, isTitle: ofHouse === undefined };
  }

  /** Left out, the one in which most have had a score in a season. */
  async function titleModeOf(titleId: string, mode: string | undefined): Promise<string | undefined> {
    if (!(await db.prisma.title.findUnique({ where: { id: titleId } }))) return undefined;
    if (mode !== undefined) return mode;
    const [largest] = await db.prisma.board.findMany({
      where: { board: { startsWith: `scores/${titleId}/` } },
      orderBy: [{ players: 'desc' }, { board: 'asc' }],
      take: 1,
    });
    return largest?.board.split('/').slice(3).join('/') ?? '';
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
    async list(game: string, choice: BoardChoice, request: BoardRequest) {
      const chosen = await choose(game, choice);
      if (chosen instanceof Refused) return chosen;
      const { which, isTitle } = chosen;
      const found = isTitle
        ? await list(titleBoard(which, choice.region), request, scores)
        : await list(ladderBoard(which, choice.region), request, ratingsOf(which));
      return found instanceof Refused ? found : { ...which, ...found };
    },

    /** By the points of what players have unlocked. */
    achievements: (request: BoardRequest) => list(achievementsBoard, request, scores),

    async place(game: string, choice: BoardChoice, playerId: string) {
      const chosen = await choose(game, choice);
      if (chosen instanceof Refused) return chosen;
      const { which, isTitle } = chosen;
      const found = isTitle
        ? await place(titleBoard(which, choice.region), playerId, scores)
        : await place(ladderBoard(which, choice.region), playerId, ratingsOf(which));
      return { ...which, ...found };
    },
  };
}
