// Session tokens: whom they speak for, and which are worth nothing.

import { randomBytes } from 'node:crypto';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSessions, type Session, type Sessions } from '../../src/services/sessions.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let sessions: Sessions;
let session: Session;
const newKey = (): string => randomBytes(32).toString('base64url');
beforeAll(async () => {
  db = await testDatabase();
  sessions = openSessions(db.database, newKey());
  session = await sessions.guest('Ann');
});
afterAll(() => db.drop());

test("[A1] a guest's token speaks for the player", async () => {
  expect(await sessions.verify(session.token)).toEqual({ playerId: session.playerId, name: 'Ann' });
});

test('[A1] forged, unsigned and foreign tokens are worth nothing', async () => {
  const claims = decodeJwt(session.token);
  const other = openSessions(db.database, newKey());
  const [header, payload, signature] = session.token.split('.');
  const forgeries = [
    '',
    'nonsense',
    new UnsecuredJWT(claims).encode(),
    (await other.guest('Eve')).token,
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32)),
    [header, Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url'), signature].join('.'),
    [header, payload, signature?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.'),
  ];
  for (const forgery of forgeries) expect(await sessions.verify(forgery), forgery).toBeUndefined();
});
