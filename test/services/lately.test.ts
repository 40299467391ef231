import { expect, test } from 'vitest';
import { lately } from '../../src/services/lately.ts';

test('what was asked for lately is made once, what failed is made again', async () => {
  const made: string[] = [];
  const get = lately<string>(2);
  const ask = (key: string): Promise<string> =>
    get(key, async () => {
      made.push(key);
      if (key === 'wrong') throw new Error('not now');
      return key.toUpperCase();
    });
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['A', 'A', 'B']);
  expect(await ask('a')).toBe('A');
  expect(made).toEqual(['a', 'b']);
  // The one that nobody has asked for the longest goes.
  await ask('c');
  expect([await ask('a'), await ask('b')]).toEqual(['A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  const failing = await Promise.allSettled([ask('wrong'), ask('wrong')]);
  expect(failing.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(ask('wrong')).rejects.toThrow('not now');
  expect(made.slice(4)).toEqual(['wrong', 'wrong']);
});
