// The registry as outsiders see it: which games there are, and which mode is meant.

import type { Database } from '../db/client.ts';
import { gameById, games } from '../games/index.ts';
import { modeOf, watchDelaySeconds } from '../games/kit/index.ts';
import type { MatchSummary } from './matches.ts';
import { Refused } from './refused.ts';
import { hashOfRules } from './rules-hash.ts';

/** What is wrong with a game, or a mode of one, that there is not. */
export function noSuchMode(gameId: string, mode: string): string {
  const rules = gameById(gameId)?.rules;
  if (!rules) return `There is no game ${gameId}.`;
  return `The game ${gameId} has no mode ${mode}: it has ${Object.keys(rules.modes).join(', ')}.`;
}

/** Neither a game of the house nor a title. */
export async function refuseUnknownGame(db: Database, id: string): Promise<undefined | Refused<'not-found'>> {
  if (gameById(id) || (await db.prisma.title.count({ where: { id } })) > 0) return undefined;
  return new Refused('not-found', `There is no game or title ${id}: GET /api/v1/games lists them.`);
}

export type Games = ReturnType<typeof openGames>;

export function openGames(db: Database) {
  const all = Object.entries(games).map(([id, { title, rules }]) => ({
    id,
    title,
    version: rules.version,
    defaultMode: rules.defaultMode,
    modes: Object.entries(rules.modes).map(([mode, settings]) => {
      const { title, seats, rated } = settings;
      return { id: mode, title, seats, rated, watchDelaySeconds: watchDelaySeconds(settings, rated) };
    }),
  }));
  return {
    list: () => all,

    refuseUnknown: (id: string) => refuseUnknownGame(db, id),

    /** Tells apart two states of the code that call themselves the same rules version; undefined: not a game of ours. */
    rulesHash: hashOfRules,

    /** Whether the log of a running match tells what players, or those who watch with a delay, must not know yet. */
    isSecret({ game, mode, rated }: Pick<MatchSummary, 'game' | 'mode' | 'rated'>): boolean {
      const rules = gameById(game)?.rules;
      return rules !== undefined && (rules.view !== undefined || watchDelaySeconds(modeOf(rules, mode), rated) > 0);
    },

    /** The mode asked for, or the game's default; undefined when there is no such game or mode. */
    mode(gameId: string, mode: string | undefined): string | undefined {
      const rules = gameById(gameId)?.rules;
      const id = mode ?? rules?.defaultMode;
      return rules && id !== undefined && Object.hasOwn(rules.modes, id) ? id : undefined;
    },
  };
}
