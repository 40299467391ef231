// A match as a watch room shows it: from its compact replay, or else from its log, which may still grow.

import type { Presence } from '@colyseus/core';
import type { Logger } from 'pino';
import type { Game, LogHeader } from '../../games/kit/index.ts';
import type { Services } from '../../services/index.ts';
import { openLogFollower, type WatchedLog } from './log-follower.ts';
import { Screen } from './screen.ts';
import { cannotWatch } from './watch-options.ts';

export interface Watched {
  readonly log: WatchedLog;
  readonly screen: Screen;
}

export interface WatchedFrom {
  readonly services: Pick<Services, 'matches' | 'replays'>;
  readonly gameById: (id: string) => Game | undefined;
  readonly presence: Presence;
  readonly log: Logger;
}

/** Undefined where there is no such match; throws ServerError for a game that is not known any more. */
export const openWatched = async (matchId: string, from: WatchedFrom): Promise<Watched | undefined> =>
  (await openReplay(matchId, from)) ?? follow(matchId, from);

/** Of a match that has been compacted; undefined for any other. */
async function openReplay(matchId: string, from: WatchedFrom): Promise<Watched | undefined> {
  const { matches, replays } = from.services;
  const [match, replay] = [await matches.get(matchId), await replays.stored(matchId)];
  if (!match || !replay) return undefined;
  const { header, starts } = replay;
  const over = { aborted: undefined, ended: true, edge: Infinity, lastTick: starts.at(-1)!.tick };
  const log = { match, header, ...over, check: () => undefined, stop: () => undefined };
  return { log, screen: Screen.ofReplay(gameOf(header, from), replay) };
}

async function follow(matchId: string, from: WatchedFrom): Promise<Watched | undefined> {
  let screen: Screen | undefined;
  const screenOf = (header: LogHeader): Screen => (screen ??= Screen.ofLog(gameOf(header, from), header));
  const log = await openLogFollower({
    matchId,
    matches: from.services.matches,
    presence: from.presence,
    nowMs: () => performance.now(),
    onEntries: (entries, header) => screenOf(header).append(entries),
    onError: (error) => from.log.warn({ err: error, matchId }, 'a log can not be read; trying again'),
  });
  if (!log) return undefined;
  try {
    return { log, screen: screenOf(log.header) };
  } catch (error) {
    log.stop();
    throw error;
  }
}

function gameOf(header: LogHeader, { gameById }: WatchedFrom): Game {
  const game = gameById(header.game);
  if (!game) throw cannotWatch(`the game "${header.game}" is not known here any more`);
  return game;
}
