// The server definition as Colyseus' own test tool loads it.

import { boot, type ColyseusTestServer } from '@colyseus/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from './support/arbiter-process.ts';
import { testDatabase, type TestDatabase } from './support/database.ts';

let db: TestDatabase;
let colyseus: ColyseusTestServer;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await colyseus.shutdown();
  await db.drop();
});

test('arena.config.ts boots under @colyseus/testing, and its rooms can be made', async () => {
  vi.stubEnv('DATABASE_URL', db.url);
  vi.stubEnv('DATA_DIR', await temporaryFolder());
  vi.stubEnv('LOG_LEVEL', 'silent');
  const { default: server } = await import('../arena.config.ts');
  colyseus = await boot(server, 0);
  const room = await colyseus.createRoom('chess', { mode: 'rapid' });
  expect(room.state).toMatchObject({ ending: '' });
});
