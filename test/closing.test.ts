// Closing what a server has opened.

import { expect, test } from 'vitest';
import { closeAll } from '../src/closing.ts';

test('what was opened is closed in reverse, one after the other, whatever of it fails', async () => {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const fail = new Error('the connection is closed');
  const closer = (name: string) => async () => {
    await Promise.resolve();
    closed.push(name);
  };
  await closeAll(
    [
      closer('database'),
      async () => Promise.reject(fail),
      () => {
        throw fail;
      },
      closer('rooms'),
    ],
    (error) => errors.push(error),
  );
  expect(closed).toEqual(['rooms', 'database']);
  expect(errors).toEqual([fail, fail]);
});
