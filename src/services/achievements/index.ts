// Achievements as they are shown: all there are, and those of a player.

import { type Counters, progressOf } from '../../achievements/fold.ts';
import { type AchievementId, achievementById, achievementIds, achievements } from '../../achievements/index.ts';
import type { Face } from '../../achievements/kit.ts';
import type { Database } from '../../db/client.ts';
import type { TitleAchievement } from '../../db/generated/client.ts';
import { hiddenFrom } from '../access.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import { achievementsBoard } from '../boards/board.ts';
import { countAbove } from '../boards/in-postgres.ts';
import { inPrisma } from '../boards/run.ts';
import { Refused } from '../refused.ts';
import type { Resimulation } from '../resimulation/index.ts';
import { openCatchUp } from './backfill.ts';
import { iconsOf } from './icons.ts';
import { gameOf, openRarity, type Rarity } from './rarity.ts';

export type Achievements = ReturnType<typeof openAchievements>;

interface Entry extends Face {
  readonly id: string;
  readonly goal: number;
}

export function openAchievements(db: Database, resimulation: Resimulation) {
  const { prisma } = db;
  const rarityNow = openRarity(db);
  const catchUp = openCatchUp(db, resimulation);

  const ofTitles = async (titleIds: readonly string[]): Promise<Entry[]> =>
    (await prisma.titleAchievement.findMany({ where: { titleId: { in: [...titleIds] } } })).map(entryOf);

  /** Titles of which the player has a score or an unlock. */
  async function titlesOf(playerId: string, unlocked: Iterable<string>): Promise<string[]> {
    // Each title is looked up: to read all scores for their games would be to read a whole history.
    const played = await prisma.$queryRaw<{ id: string }[]>`
      SELECT id FROM titles WHERE EXISTS (SELECT FROM scores WHERE player_id = ${playerId}::uuid AND game = titles.id)`;
    const games = [...played.map(({ id }) => id), ...[...unlocked].map((id) => gameOf(id) ?? '')];
    return [...new Set(games)];
  }

  /** Which of these they have. */
  async function unlockedOf(playerId: string | undefined, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (playerId === undefined || ids.length === 0) return new Set();
    const rows = await prisma.unlock.findMany({
      where: { playerId, achievement: { in: [...ids] } },
      select: { achievement: true },
    });
    return new Set(rows.map(({ achievement }) => achievement));
  }

  return {
    /** Those of the house, or of one of its games, or of a title; the hidden ones are only counted. */
    async list(game: string | undefined) {
      const entries =
        game === undefined
          ? houseEntries
          : [...houseEntries.filter(({ id }) => gameOf(id) === game), ...(await ofTitles([game]))];
      const rarity = await rarityNow();
      const open = entries.filter(({ hidden }) => !hidden);
      const icons = await iconsOf(db, idsOf(open));
      const items = open.map((entry) => shown(entry, rarity, icons));
      return { items, hidden: entries.length - items.length };
    },

    /**
     * As `viewerId` may see them: private matches are named to who may see those, and what hidden ones are for is told to
     * who has them. Undefined for nobody. Those of titles are there once the player has played them. `games` counts, '' the
     * house's own.
     */
    async ofPlayer(playerId: string, viewerId?: string) {
      const player = await prisma.player.findUnique({
        where: { id: playerId, deletedAt: null },
        include: { progress: true, unlocks: true },
      });
      if (!player) return undefined;
      const counters = (player.progress?.counters ?? {}) as Counters;
      const points = player.progress?.points ?? 0;
      const unlocked = new Map(player.unlocks.map((unlock) => [unlock.achievement, unlock]));
      const entries = [...houseEntries, ...(await ofTitles(await titlesOf(playerId, unlocked.keys())))];
      const matchIds = player.unlocks.map(({ matchId }) => matchId);
      const found = entries.filter(({ id, hidden }) => hidden && unlocked.has(id));
      const [rarity, icons, secret, known] = await Promise.all([
        rarityNow(),
        iconsOf(db, idsOf(entries)),
        hiddenFrom(db, viewerId, matchIds),
        unlockedOf(viewerId, idsOf(found)),
      ]);
      const items = entries.flatMap((entry) => {
        const { id, goal, hidden } = entry;
        const unlock = unlocked.get(id);
        if (hidden && !unlock) return [];
        const progress = unlock ? goal : isOfHouse(id) ? progressOf(id, counters) : 0;
        const { unlockedAt = null, matchId = null } = unlock ?? {};
        const named = secret.has(matchId) ? null : matchId;
        const face = shown(entry, rarity, icons);
        const description = hidden && !known.has(id) ? null : face.description;
        return [{ ...face, description, progress, unlockedAt, matchId: named }];
      });
      const above = await countAbove(inPrisma(prisma), achievementsBoard, [points]);
      const rank = points > 0 ? above.get(points)! + 1 : null;
      const games = [...Map.groupBy(entries, ({ id }) => gameOf(id) ?? '')].map(([game, those]) => {
        return { game, total: those.length, unlocked: those.filter(({ id }) => unlocked.has(id)).length };
      });
      return { items, total: entries.length, unlocked: unlocked.size, games, points, rank };
    },

    /** Counts for a player what has yet to be counted from their history; tells what that has unlocked. */
    async check(playerId: string, caller: Identity) {
      if (playerId !== caller.playerId) return new Refused('forbidden', 'Players check their own achievements.');
      const rarity = await rarityNow();
      const unlocked = await catchUp(playerId);
      const icons = await iconsOf(db, unlocked);
      return { unlocked: unlocked.map((id) => shown({ id, ...achievements[id] }, rarity, icons)) };
    },
  };
}

const houseEntries: readonly Entry[] = achievementIds.map((id) => ({ id, ...achievements[id] }));

const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);

const isOfHouse = (id: string): id is AchievementId => achievementById(id) !== undefined;

/** A title's as one of all. */
export function entryOf({ titleId, id, title, description, tier, points, hidden }: TitleAchievement): Entry {
  return { id: `${titleId}.${id}`, title, description, tier, points, hidden, goal: 1 };
}

function shown(entry: Entry, rarity: Rarity, icons: ReadonlyMap<string, string>) {
  const { id, title, description, tier, points, hidden = false, goal } = entry;
  return {
    ...{ id, game: gameOf(id) ?? null, title, description, tier, points, hidden, goal },
    rarity: rarity(id) ?? null,
    icon: icons.get(id) ?? null,
  };
}
