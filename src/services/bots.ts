// Bots as players: rows of their own, so that seats, logs and results know them as they know everyone.

import { createHash } from 'node:crypto';
import type { Database } from '../db/client.ts';
import type { Game } from '../games/kit/index.ts';

export interface BotPlayer {
  readonly playerId: string;
  readonly name: string;
}

export function openBots(db: Database) {
  return {
    /** The first `count` bots of a game, the same ones every time; they come to be when they are first asked for. */
    async players(game: Game, count: number): Promise<BotPlayer[]> {
      const bots = Array.from({ length: count }, (_, index) => botOf(game, index + 1));
      if (count === 0) return bots;
      const data = bots.map(({ playerId, name }) => ({ id: playerId, name, bot: true }));
      await db.prisma.player.createMany({ data, skipDuplicates: true });
      return bots;
    },
  };
}

/** Numbered where a match can have several. */
function botOf({ title, rules }: Game, number: number): BotPlayer {
  const several = Object.values(rules.modes).some(({ seats }) => seats > 2);
  return { playerId: idOf(rules.id, number), name: several ? `${title} bot ${number}` : `${title} bot` };
}

/** A UUID made of a name: version 8 of RFC 9562, as in its appendix B.2. */
function idOf(game: string, number: number): string {
  const bytes = createHash('sha256').update(`bot ${number} of ${game}`).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
