// What goes wrong, as a client in TypeScript is told: an operation's problems are a union, which the compiler knows.

import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { Arbiter } from '../../src/client/arbiter.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('[H8] the type of an error is one of those that its operation has', async () => {
  const arbiter = new Arbiter(server.endpoint);
  await arbiter.signInAsGuest('Ann');
  const { error } = await arbiter.api.PUT('/auth/password', { body: { password: 'x', newPassword: 'y'.repeat(10) } });
  expect(error).toMatchObject({ type: '/problems/forbidden', status: 403 });

  type Told = NonNullable<typeof error>['type'];
  expectTypeOf<
    Extract<Told, '/problems/forbidden' | '/problems/wrong-credentials' | '/problems/muted'>
  >().toEqualTypeOf<'/problems/forbidden' | '/problems/wrong-credentials'>();
});
