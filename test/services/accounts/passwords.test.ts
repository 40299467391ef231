// Password hashes: in the form that every argon2 library knows, and better than they were once asked to be.

import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from '../../../src/services/accounts/passwords.ts';

test('[A1] a hash names its parameters and salt, and knows its password alone', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(first).not.toBe(second);
  expect(await checkPassword('correct horse', first)).toBe('right');
  expect(await checkPassword('correct horsf', first)).toBe('wrong');
  expect(await checkPassword('', first)).toBe('wrong');
});

test('[A1] a hash of the reference implementation is understood; its parameters are out of date', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await checkPassword('password', reference)).toBe('outdated');
  expect(await checkPassword('passwort', reference)).toBe('wrong');
});

test('[A1] one password typed on two keyboards is one password', async () => {
  expect(await checkPassword('caf\u00e9 society', await hashPassword('cafe\u0301 society'))).toBe('right');
});

test('what is no hash is a bug, not a wrong password', async () => {
  await expect(checkPassword('password', 'plain')).rejects.toThrow(/PHC string/);
});

test('many at once are all judged, whatever becomes of one of them', async () => {
  const hash = await hashPassword('correct horse', { memoryKiB: 64, passes: 1, lanes: 1 });
  const broken = hash.replace('m=64', 'm=1');
  const judged = await Promise.allSettled(
    Array.from({ length: 9 }, (_, i) => checkPassword('correct horse', i % 3 === 0 ? broken : hash)),
  );
  expect(judged.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(
    judged.map((_, i) => (i % 3 === 0 ? 'failed' : 'outdated')),
  );
});
