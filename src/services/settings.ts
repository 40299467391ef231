// What a player lets others do and see.

import type { Database } from '../db/client.ts';
import type { Audience } from '../db/generated/client.ts';
import type { Presences } from './presences.ts';

export interface PlayerSettings {
  /** Who sees what the player is doing. */
  readonly presence: Audience;
  /** Who may write to the player. */
  readonly messages: Audience;
}

const defaults: PlayerSettings = { presence: 'everyone', messages: 'everyone' };

export function openSettings({ prisma }: Database, presences: Presences) {
  return {
    get: async (playerId: string): Promise<PlayerSettings> =>
      (await prisma.settings.findUnique({ where: { playerId }, omit: { playerId: true } })) ?? defaults,

    async change(playerId: string, changes: Partial<PlayerSettings>): Promise<PlayerSettings> {
      const settings = await prisma.settings.upsert({
        where: { playerId },
        create: { playerId, ...changes },
        update: changes,
        omit: { playerId: true },
      });
      if (changes.presence) await presences.refresh(playerId);
      return settings;
    },
  };
}
