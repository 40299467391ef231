// A title's achievement goes only while nobody has it, also where somebody unlocks it at that moment.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPushes } from '../../src/services/pushes.ts';
import { openTitles } from '../../src/services/titles/index.ts';
import { openWorkshop } from '../../src/services/titles/workshop.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { holding, untilWaiting } from '../support/holding.ts';

let db: TestDatabase;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

test('[P4] an achievement that is being unlocked is not retired, and one that is being retired is not unlocked', async () => {
  const titles = openTitles(db.database, openPushes(db.database));
  const workshop = openWorkshop(db.database);
  const achievements = ['tilt', 'multiball'].map((id) => {
    return { id, title: id, description: id, tier: 'silver', points: 5, hidden: false } as const;
  });
  await titles.register({ id: 'pinball', title: 'Pinball', fullScore: 100, achievements }, 'operator');
  const server = { titleId: 'pinball', scopes: ['achievements'] } as const;
  const [ann = ''] = await createPlayers(db.database, 1);
  await db.database.prisma.achievementProgress.create({ data: { playerId: ann } });
  const unlock = async (achievementId: string) =>
    (await titles.unlock('pinball', [{ playerId: ann, achievementId }]))[0];
  const retire = async (id: string) => (await workshop.retire('pinball', id, server))?.reason;

  // The unlock waits for the player; who retires waits for the unlock.
  const [unlocked, refused] = await holding(
    { db },
    [['SELECT FROM achievement_progress WHERE player_id = $1 FOR UPDATE', [ann]]],
    async () => {
      const first = unlock('tilt');
      await untilWaiting({ db }, 1);
      return Promise.all([first, retire('tilt')]);
    },
    () => untilWaiting({ db }, 2),
  );
  expect([unlocked, refused]).toEqual([expect.objectContaining({ newRank: 1 }), 'unlocked']);

  // The other way round: as if it were being retired here.
  const gone = await holding(
    { db },
    [
      ['SELECT FROM titles WHERE id = $1 FOR UPDATE', ['pinball']],
      [`DELETE FROM title_achievements WHERE id = $1`, ['multiball']],
    ],
    () => unlock('multiball'),
  );
  expect(gone).toBe('unknown-achievement');
  expect([await retire('multiball'), await retire(randomUUID())]).toEqual(['not-found', 'not-found']);
});
