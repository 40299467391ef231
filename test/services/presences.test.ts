// What a process has written of its players when it goes.

import { expect, test } from 'vitest';
import { openPresences } from '../../src/services/presences.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { testDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';

test('who leaves as the process ends is taken away with all others', async () => {
  const { database, drop } = await testDatabase();
  const [ann = '', bob = '', cy = ''] = await createPlayers(database, 3);
  const presences = openPresences(database, 1, openPushes(database));
  const [leaveAnn, leaveBob] = [ann, bob, cy].map((playerId) => presences.enter(playerId, { status: 'online' }));
  const written = () => database.prisma.presence.count();
  await expect.poll(written).toBe(3);
  // That Ann has left is on its way to PostgreSQL, and that Bob has waits for it.
  leaveAnn!();
  leaveBob!();
  await presences.clear();
  expect(await written()).toBe(0);
  await drop();
});
