// The registry of the house's achievements, one line each. An id, once unlocked by anyone, stays.

import { gladiator } from './arena/gladiator.ts';
import { scavenger } from './arena/scavenger.ts';
import { sharpshooter } from './arena/sharpshooter.ts';
import { unstoppable } from './arena/unstoppable.ts';
import { untouchable } from './arena/untouchable.ts';
import { consistent, perfectionist } from './averages.ts';
import { eagleEye } from './battleship/eagle-eye.ts';
import { lastShip } from './battleship/last-ship.ts';
import { openingSalvo } from './battleship/opening-salvo.ts';
import { unsinkable } from './battleship/unsinkable.ts';
import { wolfPack } from './battleship/wolf-pack.ts';
import { coronation } from './chess/coronation.ts';
import { houseInOrder } from './chess/house-in-order.ts';
import { noOfficerLost } from './chess/no-officer-lost.ts';
import { shortWork } from './chess/short-work.ts';
import { swindler } from './chess/swindler.ts';
import { dedicated, firstSteps, novicePlayer, veteran } from './games-played.ts';
import { elitePlayer, risingStar, skilledGamer } from './points-reached.ts';
import type { Achievement } from './kit.ts';

export const achievements = {
  'first-steps': firstSteps,
  'novice-player': novicePlayer,
  dedicated,
  veteran,
  'rising-star': risingStar,
  'skilled-gamer': skilledGamer,
  'elite-player': elitePlayer,
  consistent,
  perfectionist,
  'chess-coronation': coronation,
  'chess-house-in-order': houseInOrder,
  'chess-no-officer-lost': noOfficerLost,
  'chess-short-work': shortWork,
  'chess-swindler': swindler,
  'arena-gladiator': gladiator,
  'arena-scavenger': scavenger,
  'arena-sharpshooter': sharpshooter,
  'arena-unstoppable': unstoppable,
  'arena-untouchable': untouchable,
  'battleship-eagle-eye': eagleEye,
  'battleship-last-ship': lastShip,
  'battleship-opening-salvo': openingSalvo,
  'battleship-unsinkable': unsinkable,
  'battleship-wolf-pack': wolfPack,
} as const satisfies Record<string, Achievement>;

export type AchievementId = keyof typeof achievements;
export const achievementIds = Object.keys(achievements) as AchievementId[];

export const achievementById = (id: string): Achievement | undefined =>
  Object.hasOwn(achievements, id) ? achievements[id as AchievementId] : undefined;
