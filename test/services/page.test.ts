// Cursors that no page has given: whatever is in one, it is refused before the database is asked.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { refusal, signInGuest, testAccounts } from '../support/accounts.ts';

const cursorOf = (keys: unknown): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
const now = '2026-01-01T00:00:00.000Z';

test('[H8] a cursor with what PostgreSQL can not take is refused like any other that was made up', async () => {
  const { services } = await testAccounts();
  const { playerId } = await signInGuest(services);
  const { activity, friends, moderation, storage } = services;
  const identity = { playerId, name: 'Ann', authSessionId: randomUUID() };
  const pages = [
    moderation.find({ name: 'An', limit: 1, cursor: cursorOf(['an\0', randomUUID()]) }),
    activity.list({ limit: 1, cursor: cursorOf([now, 'match', '\0']) }),
    storage.list({ playerId, collection: 'notes' }, { limit: 1, cursor: cursorOf(['\0']) }, identity),
    activity.list({ limit: 1, cursor: cursorOf(['0000-01-01T00:00:00Z', 'match', 'x']) }),
    activity.list({ limit: 1, cursor: cursorOf([now.replace('Z', `${'0'.repeat(150)}Z`), 'match', 'x']) }),
    friends.list(playerId, { limit: 1, cursor: cursorOf(['0000-01-01T00:00:00Z', randomUUID()]) }),
  ];
  for (const page of await Promise.all(pages)) expect(refusal(page)).toBe('bad-cursor');
});
