// Where the page's links lead.

import { expect, test } from 'vitest';
import { addressWith } from '../../src/web/address.ts';

test('[U2] the address keeps what is chosen, from the root of the server', () => {
  expect(addressWith('', 'match', undefined)).toBe('/');
  expect(addressWith('?mode=rapid', 'match', 'm')).toBe('/?mode=rapid&match=m');
  expect(addressWith('?match=m&link=l&t=5', 'match', 'n')).toBe('/?match=n');
  expect(addressWith('?match=m&link=l&t=5', 'mode', 'rapid')).toBe('/?match=m&link=l&t=5&mode=rapid');
  expect(addressWith('?mode=rapid', 'mode', 'blitz')).toBe('/');
});
